/* The data that the kernels share with Python: flat arrays, no objects. See domain/matching/kernel.py. */
#ifndef CAREPOST_LAYOUT_H
#define CAREPOST_LAYOUT_H
#include <stdint.h>

#define WORDS 11          /* 672 quarter-hours of a week */
#define STRIDE 16         /* words kept of a circle: one before the week, the week, two and a half beyond it */
#define LEAF 64           /* posts in a leaf of the tree, and leaves in a branch */
#define FIRST 12          /* leaves that are looked through together before any post is tested */
#define BATCH 16          /* candidates whose weeks are tested before the best of them are kept */
#define WAYS 4
#define STEPS 16          /* quarter-hours of travel that are told apart */
#define MOST_SLACK 8
#define MOST_SLOTS 100
#define ANY_LOW (-30000)
#define ANY_HIGH 30000
#define NO_LOW 20000
#define LENGTHS 9         /* lengths of a block or slot that rows share, in quarters; the first is 1 */
#define NOT_QUICK 255
#define NO_BOUND (INT32_MIN + 1)   /* below every bound, above what is out of reach */

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

/* A pattern row: two cache lines. `mask` is a circle like a room (see week.h), whose two last words are never looked at
 * as such and hold the rest. Quick rows, with one of the shared lengths: where a block may start; others: where work lies. */
typedef union {
    uint64_t mask[STRIDE];
    struct {
        uint64_t circle[14];
        int16_t need, block, low, high;       /* quarters a week (slots: how many), quarters at a time; hours a week, NO_LOW and
                                                 below when not stated */
        int32_t at;                           /* its stretches: a quick band's core, a slow row's slots by their end */
        int16_t count;
        uint8_t kind, quick;                  /* quick: which of the shared lengths, NOT_QUICK for none */
    };
} Row;

typedef struct {
    int64_t employer;
    int32_t pay_fen, way_up;
} Post;

typedef struct { int32_t number, rows, row, at; } Place;   /* row: its first; more than one: row_list[at] and on */

typedef struct {          /* LEAF posts that lie close together; a place without a post has fixed = -inf */
    float x[LEAF], y[LEAF], fixed[LEAF];
    int32_t low[LEAF], high[LEAF];
    uint64_t required[LEAF], wished[LEAF];
    uint64_t sure[LEAF];                      /* sampled quarters at which every pattern of the post has work */
    Place place[LEAF];
} Leaf;

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
    int64_t posts, rows, first_remote_leaf, most_rows;   /* most_rows: of one post */
    Boxes leaf, branch;
    const int32_t *child;                     /* leaves under a branch: child[b] .. child[b + 1] */
    const Leaf *leaves;
    const int32_t *row_list;
    const Post *post;                         /* by number */
    const int64_t *id;                        /* by number */
    const Row *row;
    const int32_t *row_id;
    const uint64_t *core;                     /* [rows][12], words as they are: of bands that are not quick */
    const Stretch *stretch;
    const uint64_t *sample;                   /* the 64 sampled quarters, as the words of a week */
    const int32_t *length;                    /* [LENGTHS] */
    const float *squares;                     /* [WAYS][STEPS] */
    Terms terms;
} Index;

typedef struct { int32_t row; uint16_t at, quarters; } Try;   /* a row of a candidate, as the search goes through them */

typedef void (*Search)(const Index *, const Carer *, int64_t, const int64_t *, int, Hit *, int32_t *, int64_t *, void *);
/* bytes of scratch memory, at first all nought, that a search of this index needs */
int64_t scratch_size(const Index *);
#endif
