/* The data that the kernels share with Python: flat arrays, no objects. See domain/matching/kernel.py. */
#ifndef CAREPOST_LAYOUT_H
#define CAREPOST_LAYOUT_H
#include <stdint.h>

#define WORDS 11          /* 672 quarter-hours of a week */
#define STRIDE 16         /* words kept for a mask: vectors load whole */
#define LEAF 64           /* posts in a leaf of the tree, and leaves in a branch */
#define WAYS 4
#define STEPS 16          /* quarter-hours of travel that are told apart */
#define MOST_SLACK 8
#define MOST_SLOTS 100
#define ANY_LOW (-30000)
#define ANY_HIGH 30000
#define NO_LOW 20000

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

typedef struct {          /* a slot: its quarters as three words from `word` on, its minutes */
    uint64_t mask[3];
    int32_t word, start, end, pad;
} Slot;

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
    int64_t posts, slots_in_tree, rows, first_remote_leaf;
    Boxes leaf, branch;
    const int32_t *child;                     /* leaves under a branch: child[b] .. child[b + 1] */
    /* per place in the tree, LEAF to a leaf; an empty place has fixed = -inf */
    const float *x, *y, *fixed;
    const uint64_t *required, *wished;
    const int32_t *low, *high, *number;
    /* per post number */
    const int64_t *employer;
    const int32_t *pay_fen, *row_at, *row_list;
    const uint8_t *way_up;
    /* per pattern row */
    const uint8_t *kind;
    const uint64_t *mask, *core;
    const int32_t *need, *block, *choose, *row_low, *row_high, *slot_at;
    const Slot *slot;
    const float *squares;                     /* [WAYS][STEPS] */
    Terms terms;
} Index;

typedef void (*Search)(const Index *, const Carer *, int64_t, const int64_t *, int, Hit *, int32_t *, int64_t *, void *);
/* bytes of scratch memory that a search of this index needs */
int64_t scratch_size(const Index *);
#endif
