/* The data that the kernels share with Python: flat arrays, no objects. See domain/matching/kernel.py. */
#ifndef CAREPOST_LAYOUT_H
#define CAREPOST_LAYOUT_H
#include <stdint.h>

#define WORDS 11          /* 672 quarter-hours of a week */
#define STRIDE 16         /* words kept for a room: the circle goes on for two */
#define LEAF 64           /* posts in a leaf of the tree, and leaves in a branch */
#define FIRST 12           /* leaves that are looked through together before any post is tested */
#define WAYS 4
#define STEPS 16          /* quarter-hours of travel that are told apart */
#define MOST_SLACK 8
#define MOST_SLOTS 100
#define ANY_LOW (-30000)
#define ANY_HIGH 30000
#define NO_LOW 20000
#define LENGTHS 8         /* block lengths that bands share, up to QUICKEST quarters */
#define QUICKEST 64
#define NOT_QUICK 255

enum { FIXED, BAND, SLOTS, OUTPUT };

typedef struct {          /* dtype CARER of domain/matching/records.py */
    uint64_t week[WORDS], holiday[WORDS], skills;
    float home_x, home_y, school_x, school_y, limit, inverse;
    int32_t want_low, want_high, wanted_fen, hidden_at, hidden_count;
    uint8_t way, has_holiday;
    uint16_t pad;
} Carer;

typedef struct {          /* dtype HIT */
    int32_t post, row;
    float score;
    uint8_t quarters, slack;
    uint16_t pad;
    uint32_t reasons;
} Hit;

typedef struct {          /* a stretch of the week: its quarters as three words from `word` on; a slot has its minutes too */
    uint64_t mask[3];
    int32_t word, start, end, pad;
} Stretch;

typedef struct {          /* a pattern row, two cache lines. mask: where work lies; in a quick band, where a block may start */
    uint64_t mask[12];
    int32_t need, block, low, high;           /* quarters; hours a week, NO_LOW and below when not stated */
    int32_t at, end;                          /* its stretches: slots by their end, or a quick band's core */
    int16_t choose;
    uint8_t kind, quick;                      /* quick: which of the shared block lengths, NOT_QUICK for none */
    int32_t pad;
} Row;

typedef struct {
    int64_t employer;
    int32_t pay_fen, way_up;
} Post;

typedef struct {          /* what can be said of all posts under a node; arrays of `count` */
    int64_t count;
    const float *x0, *x1, *y0, *y1, *fixed;
    const uint64_t *required, *wished;
    const int32_t *low, *high;
} Boxes;

typedef struct {
    float travel, hours, per_quarter, skill, slack;
    int32_t wished_full, slack_quarters;
} Terms;

typedef struct {
    int64_t posts, rows, first_remote_leaf;
    Boxes leaf, branch;
    const int32_t *child;                     /* leaves under a branch: child[b] .. child[b + 1] */
    /* per place in the tree, LEAF to a leaf; an empty place has fixed = -inf */
    const float *x, *y, *fixed;
    const uint64_t *required, *wished, *sure; /* sure: sampled quarters at which every pattern of the post has work */
    const int32_t *low, *high, *number;
    const int32_t *row_at, *row_list;         /* rows of the post at place p: row_list[row_at[p]] .. row_list[row_at[p + 1]] */
    const Post *post;                         /* by number */
    const Row *row;
    const uint64_t *core;                     /* [rows][12] */
    const Stretch *stretch;
    const int32_t *sample;                    /* the 64 sampled quarters */
    const float *squares;                     /* [WAYS][STEPS] */
    Terms terms;
} Index;

typedef void (*Search)(const Index *, const Carer *, int64_t, const int64_t *, int, Hit *, int32_t *, int64_t *, void *);
/* bytes of scratch memory, at first all nought, that a search of this index needs */
int64_t scratch_size(const Index *);
#endif
