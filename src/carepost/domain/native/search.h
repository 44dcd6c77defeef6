/* The search, compiled once per level of the processor: NAME(x) gives each level names of its own.
 *
 * Leaves of 64 posts are visited best bound first; a bound is the score of an imagined post with the best of everything
 * under the node, computed in the same order of operations as a score, so rounding can never make it too low. Of a
 * leaf, the score at most reachable is computed for all posts at once; the week is tested only where that could still
 * enter the list. */

typedef struct { float most[LEAF], square[LEAF], known[LEAF]; } NAME(Block);

/* ---- scores ---- */
static inline float NAME(hours_term)(const Terms *t, int32_t gap) {
    float share = 1.0f - (float)gap * t->per_quarter;
    return t->hours * (share > 0.0f ? share : 0.0f);
}
static inline int32_t NAME(gap)(const Carer *her, int32_t low, int32_t high) {
    return NAME(larger)(0, NAME(larger)(low - her->want_high, her->want_low - high));
}
static inline int32_t NAME(key)(float f) {             /* whole numbers in the order of the floats: they reduce in vectors */
    int32_t i;
    memcpy(&i, &f, 4);
    return i ^ (i >> 31 & 0x7fffffff);
}
static inline float NAME(outside)(float low, float high, float at) {
    float under = low - at, above = at - high, most = under > above ? under : above;
    return most > 0.0f ? most : 0.0f;
}
static inline float NAME(nearest)(const Boxes *box, const Carer *her, int64_t j) {
    float a = NAME(outside)(box->x0[j], box->x1[j], her->home_x), b = NAME(outside)(box->y0[j], box->y1[j], her->home_y);
    float c = NAME(outside)(box->x0[j], box->x1[j], her->school_x), d = NAME(outside)(box->y0[j], box->y1[j], her->school_y);
    float home = a * a + b * b, school = c * c + d * d;
    return home > school ? home : school;
}
static void NAME(bounds)(const Index *ix, const Boxes *box, const Carer *her, int64_t from, int64_t to, int32_t *out) {
    const Terms *t = &ix->terms;
    float slack = t->slack * (float)t->slack_quarters, limit = her->limit, inverse = her->inverse;
    float hx = her->home_x, hy = her->home_y, sx = her->school_x, sy = her->school_y, travel = t->travel, skill = t->skill;
    uint64_t skills = her->skills, lacks = ~skills;
    int32_t full = t->wished_full;
    for (int64_t j = from; j < to; j++) {
        float a = NAME(outside)(box->x0[j], box->x1[j], hx), b = NAME(outside)(box->y0[j], box->y1[j], hy);
        float c = NAME(outside)(box->x0[j], box->x1[j], sx), d = NAME(outside)(box->y0[j], box->y1[j], sy);
        float home = a * a + b * b, school = c * c + d * d, square = home > school ? home : school;
        int32_t held = NAME(popcount)(skills & box->wished[j]);
        held = held < full ? held : full;
        float known = (box->fixed[j] + travel * (1.0f - sqrtf(square) * inverse)) + skill * (float)held;
        float most = (known + NAME(hours_term)(t, NAME(gap)(her, box->low[j], box->high[j]))) + slack;
        int out_of_reach = (square > limit) | ((box->required[j] & lacks) != 0);
        out[j - from] = out_of_reach ? INT32_MIN : NAME(key)(most);
    }
}
static void NAME(near_block)(const Index *ix, const Carer *her, uint64_t taken, int64_t at, NAME(Block) *out) {
    const Terms *t = &ix->terms;
    float slack = t->slack * (float)t->slack_quarters, limit = her->limit, inverse = her->inverse;
    float hx = her->home_x, hy = her->home_y, sx = her->school_x, sy = her->school_y, travel = t->travel, skill = t->skill;
    uint64_t skills = her->skills, lacks = ~skills;
    int32_t full = t->wished_full;
    const float *x = ix->x + at, *y = ix->y + at, *fixed = ix->fixed + at;
    const uint64_t *required = ix->required + at, *wished = ix->wished + at, *sure = ix->sure + at;
    const int32_t *low = ix->low + at, *high = ix->high + at;
    for (int j = 0; j < LEAF; j++) {
        float a = hx - x[j], b = hy - y[j], c = sx - x[j], d = sy - y[j];
        float home = a * a + b * b, school = c * c + d * d, square = home > school ? home : school;
        int32_t held = NAME(popcount)(skills & wished[j]);
        held = held < full ? held : full;
        float known = (fixed[j] + travel * (1.0f - sqrtf(square) * inverse)) + skill * (float)held;
        float most = (known + NAME(hours_term)(t, NAME(gap)(her, low[j], high[j]))) + slack;
        int out_of_reach = (square > limit) | (((required[j] & lacks) | (sure[j] & taken)) != 0);
        out->most[j] = out_of_reach ? -INFINITY : most;
        out->known[j] = known;
        out->square[j] = square;
    }
}
static void NAME(remote_block)(const Index *ix, const Carer *her, uint64_t taken, int64_t at, NAME(Block) *out) {
    const Terms *t = &ix->terms;
    float slack = t->slack * (float)t->slack_quarters, travel = t->travel * 1.0f, skill = t->skill;
    uint64_t skills = her->skills, lacks = ~skills;
    int32_t full = t->wished_full;
    for (int j = 0; j < LEAF; j++) {
        int32_t held = NAME(popcount)(skills & ix->wished[at + j]);
        held = held < full ? held : full;
        float known = (ix->fixed[at + j] + travel) + skill * (float)held;
        float most = (known + NAME(hours_term)(t, NAME(gap)(her, ix->low[at + j], ix->high[at + j]))) + slack;
        out->most[j] = (ix->required[at + j] & lacks) | (ix->sure[at + j] & taken) ? -INFINITY : most;
        out->known[j] = known;
        out->square[j] = -1.0f;
    }
}

/* ---- the list, always in its final order ---- */
static inline int NAME(before)(float score, int32_t post, const Hit *other) {
    return (score > other->score) | ((score == other->score) & (post < other->post));
}
static inline int NAME(keep)(Hit *list, int n, int k, const Hit *hit) {
    if (n == k) { if (!NAME(before)(hit->score, hit->post, &list[k - 1])) return n; }
    else n++;
    int at = n - 1;
    while (at && NAME(before)(hit->score, hit->post, &list[at - 1])) { list[at] = list[at - 1]; at--; }
    list[at] = *hit;
    return n;
}
/* The best row of the post at a place: 0 when none fits or the list has no room for it. */
static int NAME(best_row)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int64_t place, Hit *hit, float known,
                          const Hit *last) {
    const Terms *t = &ix->terms;
    int full = t->slack_quarters, found = 0;
    for (int i = ix->row_at[place]; i < ix->row_at[place + 1]; i++) {
        int number = ix->row_list[i], least = full + 1, spare;
        const Row *row = ix->row + number;
        float base = known + NAME(hours_term)(t, NAME(gap)(her, row->low, row->high));
        /* the least slack at which the row could matter: where it has not so much, the row is done with */
        float bar = found && hit->score >= last->score ? hit->score : last->score;
        int ties = !(found && hit->score >= last->score) && hit->post < last->post;
        if (base + t->slack * (float)full < bar) continue;
        if (base > bar) least = 0;
        else for (int s = 0; s <= full; s++) {
            float score = base + t->slack * (float)s;
            least -= (score > bar) | ((score == bar) & ties);
        }
        if (least > full || !NAME(fits)(ix, rooms, her, number, hit->quarters, least)) continue;
        spare = full;
        if (least < full && !NAME(fits)(ix, rooms, her, number, hit->quarters, full))
            for (spare = least; spare + 1 < full && NAME(fits)(ix, rooms, her, number, hit->quarters, spare + 1);) spare++;
        hit->row = number;
        hit->slack = (uint8_t)spare;
        hit->score = base + t->slack * (float)spare;
        found = 1;
    }
    return found;
}
static uint32_t NAME(reasons)(const Index *ix, const Carer *her, const Hit *hit, int remote, float square, int held) {
    const Row *row = ix->row + hit->row;
    const Post *post = ix->post + hit->post;
    int wants = her->want_low != ANY_LOW || her->want_high != ANY_HIGH;
    uint32_t bits = her->has_holiday ? 128 : 256;
    if (remote) bits |= 1;
    else if (square * 4.0f <= her->limit) bits |= 2;
    if (wants && row->low <= her->want_high && her->want_low <= row->high) bits |= 4;
    if (hit->slack >= 2 && row->kind != OUTPUT) bits |= 8;
    if (her->wanted_fen >= 0 && post->pay_fen >= her->wanted_fen) bits |= 16;
    if (held) bits |= 32;
    if (post->way_up) bits |= 64;
    if (post->pay_fen < 0) bits |= 512;
    if (row->low == NO_LOW) bits |= 1024;
    return bits;
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
static void NAME(order)(const NAME(Block) *block, uint16_t *open, int count) {
    uint16_t sorted[FIRST * LEAF], at[65] = {0};
    uint8_t step[FIRST * LEAF];
    float high = -FLT_MAX, low = FLT_MAX;
    for (int c = 0; c < count; c++) {
        float most = block[open[c] / LEAF].most[open[c] % LEAF];
        high = most > high ? most : high, low = most < low ? most : low;
    }
    float scale = high > low ? 63.0f / (high - low) : 0.0f;
    for (int c = 0; c < count; c++) {
        step[c] = (uint8_t)((high - block[open[c] / LEAF].most[open[c] % LEAF]) * scale) & 63;
        at[step[c] + 1]++;
    }
    for (int i = 1; i < 65; i++) at[i] = (uint16_t)(at[i] + at[i - 1]);
    for (int c = 0; c < count; c++) sorted[at[step[c]]++] = open[c];
    memcpy(open, sorted, (size_t)count * sizeof *open);
}
static void NAME(scan)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int64_t leaf, NAME(Block) *block) {
    if (leaf >= ix->first_remote_leaf) {
        NAME(remote_block)(ix, her, ~NAME(sampled)(ix, rooms, her, 0), leaf * LEAF, block);
        return;
    }
    int least = NAME(quarters)(ix, her, NAME(nearest)(&ix->leaf, her, leaf));
    NAME(near_block)(ix, her, ~NAME(sampled)(ix, rooms, her, least), leaf * LEAF, block);
}
/* Looks through leaves together: with several, what could score most is tested first and the list fills well. */
static int NAME(visit)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const int64_t *hidden, const int32_t *leaf,
                       int leaves, int k, Hit *list, int n, int64_t *work) {
    static const Hit nobody = {.score = -FLT_MAX, .post = INT32_MAX};
    const Hit *last = n == k ? &list[k - 1] : &nobody;
    NAME(Block) block[FIRST];
    uint16_t open[FIRST * LEAF];
    int count = 0;
    for (int g = 0; g < leaves; g++) {
        NAME(scan)(ix, rooms, her, leaf[g], &block[g]);
        float least = last->score;
        uint64_t bits = 0;
        for (int j = 0; j < LEAF; j++) bits |= (uint64_t)(block[g].most[j] >= least) << j;
        for (; bits; bits &= bits - 1) {
            int j = __builtin_ctzll(bits);
            const char *row = (const char *)(ix->row + ix->row_list[ix->row_at[(int64_t)leaf[g] * LEAF + j]]);
            __builtin_prefetch(row), __builtin_prefetch(row + 64);
            open[count++] = (uint16_t)(g * LEAF + j);
        }
    }
    work[0] += leaves * LEAF;
    if (leaves > 1) NAME(order)(block, open, count);
    for (int c = 0; c < count; c++) {
        int g = open[c] / LEAF, j = open[c] % LEAF, remote = leaf[g] >= ix->first_remote_leaf;
        int64_t place = (int64_t)leaf[g] * LEAF + j;
        if (!(block[g].most[j] >= last->score)) continue;
        Hit hit = {.post = ix->number[place]};
        if (her->hidden_count && NAME(hides)(her, hidden, ix->post[hit.post].employer)) continue;
        if (!remote) hit.quarters = (uint8_t)NAME(quarters)(ix, her, block[g].square[j]);
        work[1]++;
        if (!NAME(best_row)(ix, rooms, her, place, &hit, block[g].known[j], last)) continue;
        int held = NAME(popcount)(her->skills & ix->wished[place]);
        hit.reasons = NAME(reasons)(ix, her, &hit, remote, block[g].square[j], held);
        n = NAME(keep)(list, n, k, &hit);
        if (n == k) last = &list[k - 1];
    }
    return n;
}

/* ---- best bound first ---- */
static inline int64_t NAME(best)(const int32_t *bound, int64_t count) {
    int32_t most = INT32_MIN;
    for (int64_t i = 0; i < count; i++) most = bound[i] > most ? bound[i] : most;
    if (most == INT32_MIN) return -1;
    for (int64_t i = 0;; i++) if (bound[i] == most) return i;
}
static int NAME(one)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, const int64_t *hidden, int k, Hit *list,
                     int32_t *bound, int32_t *node, int64_t *work) {
    int n = 0, gathered = 0, wanted = FIRST;
    int32_t leaf[FIRST];
    int64_t open = ix->branch.count;
    NAME(bounds)(ix, &ix->branch, her, 0, open, bound);
    for (int64_t i = 0; i < open; i++) node[i] = -1 - (int32_t)i;
    for (;;) {
        int64_t at = NAME(best)(bound, open);
        if (at < 0 || (n == k && bound[at] < NAME(key)(list[k - 1].score)))
            return gathered ? NAME(visit)(ix, rooms, her, hidden, leaf, gathered, k, list, n, work) : n;
        int32_t which = node[at];
        bound[at] = INT32_MIN;
        if (which >= 0) {
            leaf[gathered++] = which;
            if (gathered < wanted) continue;
            n = NAME(visit)(ix, rooms, her, hidden, leaf, gathered, k, list, n, work);
            gathered = 0, wanted = 1;
            continue;
        }
        int32_t from = ix->child[-1 - which], to = ix->child[-which];
        NAME(bounds)(ix, &ix->leaf, her, from, to, bound + open);
        for (int32_t leaf = from; leaf < to; leaf++) node[open++] = leaf;
    }
}
static void NAME(search)(const Index *ix, const Carer *carers, int64_t count, const int64_t *hidden, int k, Hit *hits,
                         int32_t *counts, int64_t *work, void *scratch) {
    NAME(Rooms) *rooms = scratch;
    int32_t *bound = (int32_t *)(rooms + 1), *node = bound + ix->branch.count + ix->leaf.count;
    for (int64_t i = 0; i < count; i++) {
        if (!++rooms->carer) memset(rooms, 0, sizeof *rooms), rooms->carer = 1;   /* the count has come round */
        counts[i] = NAME(one)(ix, rooms, carers + i, hidden, k, hits + i * k, bound, node, work);
    }
}
