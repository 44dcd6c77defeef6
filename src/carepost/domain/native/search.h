/* The search, compiled once per level of the processor: NAME(x) gives each level names of its own.
 *
 * Leaves of 64 posts are visited best bound first; a bound is the score of an imagined post with the best of everything
 * under the node, computed in the same order of operations as a score, so rounding can never make it too low. Of a
 * leaf, the score at most reachable is computed for all posts at once; the week is tested only where that could still
 * enter the list. Loops over posts and nodes are branch-free and held apart by width, so that they become vectors. */

typedef struct { float most[FIRST * LEAF], known[FIRST * LEAF], square[FIRST * LEAF]; } NAME(Blocks);

/* ---- scores ---- */
static inline float NAME(hours_term)(const Terms *t, int32_t gap) {
    float share = 1.0f - (float)gap * t->per_quarter;
    return t->hours * (share > 0.0f ? share : 0.0f);
}
static inline int32_t NAME(gap)(int32_t want_low, int32_t want_high, int32_t low, int32_t high) {
    return NAME(larger)(0, NAME(larger)(low - want_high, want_low - high));
}
static inline float NAME(outside)(float low, float high, float at) {
    float under = low - at, above = at - high, most = under > above ? under : above;
    return most > 0.0f ? most : 0.0f;
}
static inline int32_t NAME(key)(float f) {          /* whole numbers in the order of the floats */
    int32_t i;
    memcpy(&i, &f, 4);
    return i ^ (i >> 31 & 0x7fffffff);
}
/* How many wished skills count and whether something is in the way, of up to LEAF posts or nodes. */
static inline void NAME(skills)(const uint64_t *restrict wished, const uint64_t *restrict required, uint64_t skills, int32_t full,
                                int32_t *restrict held, int32_t *restrict barred, int count) {
    for (int j = 0; j < count; j++) {
        int32_t h = NAME(popcount)(skills & wished[j]);
        held[j] = h < full ? h : full;
        barred[j] = (required[j] & ~skills) != 0;
    }
}
/* Nodes that are still to be looked into. `bound`: the bound as a whole number in the order of the floats, then the place
 * in the list, so that the largest says both; INT64_MIN once it has been taken. `best`: the largest of each LEAF of them.
 * `which`: a leaf, or -1 less a branch. */
typedef struct { int64_t *bound, *best; int32_t *which; int64_t count; Try *tries; } NAME(Open);

static inline int64_t NAME(largest)(const int64_t *of, int64_t count) {
    int64_t most = INT64_MIN;
    for (int64_t i = 0; i < count; i++) most = of[i] > most ? of[i] : most;
    return most;
}
static inline void NAME(renew)(NAME(Open) *open, int64_t block) {
    int64_t left = open->count - block * LEAF;
    open->best[block] = NAME(largest)(open->bound + block * LEAF, left < LEAF ? left : LEAF);
}
/* Adds nodes `from` on, at most LEAF of them and only those that she can reach with a bound of at least so much. */
static inline void NAME(bounds)(const Index *ix, const Boxes *box, const Carer *her, int32_t from, int count,
                                int branch, int32_t least, NAME(Open) *open) {
    const Terms t = ix->terms;
    float slack = t.slack * (float)t.slack_quarters, limit = her->limit, inverse = her->inverse;
    float hx = her->home_x, hy = her->home_y, sx = her->school_x, sy = her->school_y;
    int32_t want_low = her->want_low, want_high = her->want_high, held[LEAF], barred[LEAF], key[LEAF];
    const float *x0 = box->x0 + from, *x1 = box->x1 + from, *y0 = box->y0 + from, *y1 = box->y1 + from, *fixed = box->fixed + from;
    const int32_t *low = box->low + from, *high = box->high + from;
    NAME(skills)(box->wished + from, box->required + from, her->skills, t.wished_full, held, barred, count);
    for (int j = 0; j < count; j++) {
        float a = NAME(outside)(x0[j], x1[j], hx), b = NAME(outside)(y0[j], y1[j], hy);
        float c = NAME(outside)(x0[j], x1[j], sx), d = NAME(outside)(y0[j], y1[j], sy);
        float home = a * a + b * b, school = c * c + d * d, square = home > school ? home : school;
        float known = (fixed[j] + t.travel * (1.0f - sqrtf(square) * inverse)) + t.skill * (float)held[j];
        float most = (known + NAME(hours_term)(&t, NAME(gap)(want_low, want_high, low[j], high[j]))) + slack;
        key[j] = (square > limit) | barred[j] ? INT32_MIN : NAME(key)(most);
    }
    int64_t *restrict bound = open->bound, at = open->count;
    int32_t *restrict which = open->which;
    for (int j = 0; j < count; j++) {
        bound[at] = (int64_t)key[j] * (1ll << 32) + at;
        which[at] = branch ? -1 - (from + j) : from + j;
        at += key[j] >= least;
    }
    int64_t block = open->count / LEAF;
    for (open->count = at; block * LEAF < at; block++) NAME(renew)(open, block);
}
/* What the posts of a leaf could score at most, with `taken` of the sampled quarters not free. */
static inline void NAME(look)(const Index *ix, const Carer *her, uint64_t taken, const Leaf *restrict leaf, int remote,
                              float *restrict out_most, float *restrict out_known, float *restrict out_square) {
    const Terms t = ix->terms;
    float slack = t.slack * (float)t.slack_quarters, limit = her->limit, inverse = her->inverse;
    float hx = her->home_x, hy = her->home_y, sx = her->school_x, sy = her->school_y;
    int32_t want_low = her->want_low, want_high = her->want_high, held[LEAF], barred[LEAF];
    NAME(skills)(leaf->wished, leaf->required, her->skills, t.wished_full, held, barred, LEAF);
    for (int j = 0; j < LEAF; j++) barred[j] |= (leaf->sure[j] & taken) != 0;
    if (remote) for (int j = 0; j < LEAF; j++) {
        out_square[j] = -1.0f;
        out_known[j] = (leaf->fixed[j] + t.travel * 1.0f) + t.skill * (float)held[j];
    }
    else for (int j = 0; j < LEAF; j++) {
        float a = hx - leaf->x[j], b = hy - leaf->y[j], c = sx - leaf->x[j], d = sy - leaf->y[j];
        float home = a * a + b * b, school = c * c + d * d, square = home > school ? home : school;
        barred[j] |= square > limit;
        out_square[j] = square;
        out_known[j] = (leaf->fixed[j] + t.travel * (1.0f - sqrtf(square) * inverse)) + t.skill * (float)held[j];
    }
    for (int j = 0; j < LEAF; j++) {
        float most = (out_known[j] + NAME(hours_term)(&t, NAME(gap)(want_low, want_high, leaf->low[j], leaf->high[j]))) + slack;
        out_most[j] = barred[j] ? -INFINITY : most;
    }
}
/* Which of LEAF numbers are at least so much, as bits. */
static inline uint64_t NAME(at_least)(const float *most, float least) {
    uint64_t bits = 0;
#if defined(__AVX512F__)
    for (int j = 0; j < LEAF; j += 16)
        bits |= (uint64_t)_mm512_cmp_ps_mask(_mm512_loadu_ps(most + j), _mm512_set1_ps(least), _CMP_GE_OQ) << j;
#elif defined(__AVX2__)
    for (int j = 0; j < LEAF; j += 8)
        bits |= (uint64_t)_mm256_movemask_ps(_mm256_cmp_ps(_mm256_loadu_ps(most + j), _mm256_set1_ps(least), _CMP_GE_OQ)) << j;
#else
    for (int j = 0; j < LEAF; j++) bits |= (uint64_t)(most[j] >= least) << j;
#endif
    return bits;
}

/* ---- the list, always in its final order ---- */
static inline int NAME(before)(float score, int32_t post, const Hit *other) {
    return (score > other->score) | ((score == other->score) & (post < other->post));
}
static inline int NAME(keep)(Hit *list, int n, int k, const Hit *hit) {
    if (n < k) n++;                                  /* else the last makes room for one that comes before it */
    int at = n - 1;
    while (at && NAME(before)(hit->score, hit->post, &list[at - 1])) { list[at] = list[at - 1]; at--; }
    list[at] = *hit;
    return n;
}
/* The most slack at which a row fits that has blocks enough in term without any; -1 where it does not fit for all that. */
static inline int NAME(slack)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int row, int travel) {
    int full = ix->terms.slack_quarters, spare = 0;
    if (NAME(fits)(ix, rooms, her, row, travel, full)) return full;
    if (!NAME(core_in)(ix, rooms, her, row, 0, travel, 0)) return -1;
    if (her->has_holiday && !NAME(fits_in)(ix, rooms, her, row, 1, travel, 0)) return -1;
    while (spare + 1 < full && NAME(fits)(ix, rooms, her, row, travel, spare + 1)) spare++;
    return spare;
}
static inline uint32_t NAME(reasons)(const Index *ix, const Carer *her, const Hit *hit, int remote, float square, int held) {
    const Row *row = ix->row + hit->row;
    const Post *post = ix->post + hit->post;
    int wants = (her->want_low != ANY_LOW) | (her->want_high != ANY_HIGH);
    int as_wanted = wants & (row->low <= her->want_high) & (her->want_low <= row->high);
    uint32_t bits = 256u >> her->has_holiday;
    bits |= (uint32_t)remote | (uint32_t)(!remote & (square * 4.0f <= her->limit)) << 1 | (uint32_t)as_wanted << 2;
    bits |= (uint32_t)((hit->slack >= 2) & (row->kind != OUTPUT)) << 3;
    bits |= (uint32_t)((her->wanted_fen >= 0) & (post->pay_fen >= her->wanted_fen)) << 4;
    bits |= (uint32_t)(held != 0) << 5 | (uint32_t)(post->way_up != 0) << 6;
    return bits | (uint32_t)(post->pay_fen < 0) << 9 | (uint32_t)(row->low == NO_LOW) << 10;
}
static inline int NAME(quarters)(const Index *ix, const Carer *her, float square) {
    const float *squares = ix->squares + STEPS * her->way;
    int steps = 0;
    for (int s = 0; s < STEPS; s++) steps += square > squares[s];
    return steps;
}
static inline int NAME(hides)(const Carer *her, const int64_t *hidden, int64_t employer) {
    int barred = 0;
    for (int h = 0; h < her->hidden_count; h++) barred |= hidden[her->hidden_at + h] == employer;
    return barred;
}
/* Candidates about in the order of the most they could score: a counting sort over 64 steps. */
static void NAME(order)(const float *most, uint16_t *open, int count) {
    uint16_t sorted[FIRST * LEAF], at[65] = {0};
    uint8_t step[FIRST * LEAF];
    float high = -FLT_MAX, low = FLT_MAX;
    for (int c = 0; c < count; c++) {
        float value = most[open[c]];
        high = value > high ? value : high, low = value < low ? value : low;
    }
    float scale = high > low ? 63.0f / (high - low) : 0.0f;
    for (int c = 0; c < count; c++) {
        step[c] = (uint8_t)((high - most[open[c]]) * scale) & 63;
        at[step[c] + 1]++;
    }
    for (int i = 1; i < 65; i++) at[i] = (uint16_t)(at[i] + at[i - 1]);
    for (int c = 0; c < count; c++) sorted[at[step[c]]++] = open[c];
    memcpy(open, sorted, (size_t)count * sizeof *open);
}
/* The travel, in quarters, of what lies nearest in a leaf. */
static inline int NAME(least_quarters)(const Index *ix, const Carer *her, int64_t j) {
    const Boxes *box = &ix->leaf;
    float a = NAME(outside)(box->x0[j], box->x1[j], her->home_x), b = NAME(outside)(box->y0[j], box->y1[j], her->home_y);
    float c = NAME(outside)(box->x0[j], box->x1[j], her->school_x), d = NAME(outside)(box->y0[j], box->y1[j], her->school_y);
    float home = a * a + b * b, school = c * c + d * d;
    return NAME(quarters)(ix, her, home > school ? home : school);
}
/* Puts the rows of a candidate that have blocks enough on the list of those to be tried. The test decides no branch: half
 * of them could not be foreseen. */
static inline int NAME(put)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const Place *place, Try each,
                            Try *tries, int count) {
    each.row = place->row;
    for (int i = 1;; i++) {
        tries[count] = each;
        count += NAME(enough_in)(ix, rooms, her, each.row, 0, each.quarters, 0);
        if (i >= place->rows) return count;
        each.row = ix->row_list[place->at + i];
    }
}
/* Keeps the best rows of the candidates tried; those of a candidate follow each other. */
static inline int NAME(keep_tried)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const NAME(Blocks) *blocks,
                                   const int32_t *leaf, const Try *tries, int count, int k, Hit *list, int n) {
    const Terms *t = &ix->terms;
    for (int i = 0; i < count;) {
        int at = tries[i].at, remote = leaf[at / LEAF] >= ix->first_remote_leaf, found = 0;
        const Leaf *here = ix->leaves + leaf[at / LEAF];
        Hit hit = {.post = here->place[at % LEAF].number, .quarters = (uint8_t)tries[i].quarters};
        for (; i < count && tries[i].at == at; i++) {
            const Row *row = ix->row + tries[i].row;
            float base = blocks->known[at] + NAME(hours_term)(t, NAME(gap)(her->want_low, her->want_high, row->low, row->high));
            float bar = found ? hit.score : n == k ? list[k - 1].score : -FLT_MAX;
            if (base + t->slack * (float)t->slack_quarters < bar) continue;
            int spare = NAME(slack)(ix, rooms, her, tries[i].row, hit.quarters);
            float score = base + t->slack * (float)spare;
            if (spare < 0 || (found && score <= hit.score)) continue;
            hit.row = tries[i].row, hit.slack = (uint8_t)spare, hit.score = score, found = 1;
        }
        if (!found || (n == k && !NAME(before)(hit.score, hit.post, &list[k - 1]))) continue;
        int held = NAME(popcount)(her->skills & here->wished[at % LEAF]);
        hit.reasons = NAME(reasons)(ix, her, &hit, remote, blocks->square[at], held);
        n = NAME(keep)(list, n, k, &hit);
    }
    return n;
}
/* Looks through leaves together: with several, what could score most is tested first and the list fills well. */
static int NAME(visit)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const int64_t *hidden, const int32_t *leaf,
                       int leaves, int k, Hit *list, int n, Try *tries, int64_t *work) {
    NAME(Blocks) blocks;
    uint16_t open[FIRST * LEAF];
    int count = 0;
    float least = n == k ? list[k - 1].score : -FLT_MAX;
    for (int g = 0; g < leaves; g++) {
        int remote = leaf[g] >= ix->first_remote_leaf;
        uint64_t taken = NAME(taken)(ix, rooms, her, remote ? 0 : NAME(least_quarters)(ix, her, leaf[g]));
        NAME(look)(ix, her, taken, ix->leaves + leaf[g], remote, blocks.most + g * LEAF, blocks.known + g * LEAF,
                   blocks.square + g * LEAF);
        for (uint64_t bits = NAME(at_least)(blocks.most + g * LEAF, least); bits; bits &= bits - 1)
            open[count++] = (uint16_t)(g * LEAF + __builtin_ctzll(bits));
    }
    work[0] += leaves * LEAF;
    if (leaves > 1) NAME(order)(blocks.most, open, count);
    for (int c = 0; c < count;) {
        int tried = 0;
        least = n == k ? list[k - 1].score : -FLT_MAX;
        for (int end = c + BATCH; c < count && c < end; c++) {
            int at = open[c];
            if (!(blocks.most[at] >= least)) continue;
            const Place *place = ix->leaves[leaf[at / LEAF]].place + at % LEAF;
            if (her->hidden_count && NAME(hides)(her, hidden, ix->post[place->number].employer)) continue;
            int remote = leaf[at / LEAF] >= ix->first_remote_leaf;
            Try each = {.at = (uint16_t)at, .quarters = remote ? 0 : (uint16_t)NAME(quarters)(ix, her, blocks.square[at])};
            tried = NAME(put)(ix, rooms, her, place, each, tries, tried);
            work[1]++;
        }
        n = NAME(keep_tried)(ix, rooms, her, &blocks, leaf, tries, tried, k, list, n);
    }
    return n;
}

/* ---- best bound first ---- */
static int NAME(one)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const int64_t *hidden, int k, Hit *list,
                     NAME(Open) open, int64_t *work) {
    int n = 0, gathered = 0, wanted = FIRST;
    int32_t leaf[FIRST];
    for (int64_t at = 0; at < ix->branch.count; at += LEAF) {
        int count = (int)(ix->branch.count - at < LEAF ? ix->branch.count - at : LEAF);
        NAME(bounds)(ix, &ix->branch, her, (int32_t)at, count, 1, NO_BOUND, &open);
    }
    for (;;) {
        int64_t best = NAME(largest)(open.best, (open.count + LEAF - 1) / LEAF);
        int32_t least = n == k ? NAME(key)(list[k - 1].score) : NO_BOUND;
        if ((int32_t)(best >> 32) < least)
            return gathered ? NAME(visit)(ix, rooms, her, hidden, leaf, gathered, k, list, n, open.tries, work) : n;
        int64_t at = (uint32_t)best;
        int32_t which = open.which[at];
        open.bound[at] = INT64_MIN;
        NAME(renew)(&open, at / LEAF);
        if (which < 0) {
            int32_t from = ix->child[-1 - which], to = ix->child[-which];
            NAME(bounds)(ix, &ix->leaf, her, from, to - from, 0, least, &open);
            continue;
        }
        leaf[gathered++] = which;
        if (gathered < wanted) continue;
        n = NAME(visit)(ix, rooms, her, hidden, leaf, gathered, k, list, n, open.tries, work);
        gathered = 0, wanted = 1;
    }
}
static void NAME(search)(const Index *ix, const Carer *carers, int64_t count, const int64_t *hidden, int k, Hit *hits,
                         int32_t *counts, int64_t *work, void *scratch) {
    NAME(Rooms) *rooms = scratch;
    int64_t nodes = ix->branch.count + ix->leaf.count + 1;
    NAME(Open) open = {.bound = (int64_t *)(rooms + 1)};
    open.best = open.bound + nodes;
    open.tries = (Try *)(open.best + nodes / LEAF + 1);
    open.which = (int32_t *)(open.tries + ix->most_rows * BATCH);
    for (int64_t i = 0; i < count; i++) {
        rooms->carer++;
        counts[i] = NAME(one)(ix, rooms, carers + i, hidden, k, hits + i * k, open, work);
    }
}
