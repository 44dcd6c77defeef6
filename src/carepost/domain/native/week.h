/* The week after travel, and whether a pattern row fits into it; compiled once per level like search.h. */

typedef struct {
    uint64_t room[2][STEPS + 1][MOST_SLACK + 1][STRIDE];
    uint64_t start[2][STEPS + 1][MOST_SLACK + 1][LENGTHS][STRIDE];   /* where a block of a shared length may start */
    uint64_t sample[STEPS + 1];
    uint32_t room_for[2][STEPS + 1][MOST_SLACK + 1], start_for[2][STEPS + 1][MOST_SLACK + 1][LENGTHS];
    uint32_t sample_for[STEPS + 1], carer;    /* for which carer each was worked out */
} NAME(Rooms);

static inline int NAME(popcount)(uint64_t x) { return __builtin_popcountll(x); }
static inline int32_t NAME(larger)(int32_t a, int32_t b) { return a > b ? a : b; }

/* ---- rooms: the week after travel ---- */
static inline void NAME(extend)(uint64_t *x) {   /* the circle goes on past Sunday midnight, for slots over it */
    x[10] &= 0xffffffffu;
    x[11] = x[0] >> 32 | x[1] << 32;
    x[12] = x[1] >> 32 | x[2] << 32;
    x[10] |= x[0] << 32;
}
static inline void NAME(earlier)(const uint64_t *x, uint64_t *y) {   /* moved one quarter earlier round the circle */
    for (int i = 0; i < WORDS; i++) y[i] = x[i] >> 1 | x[i + 1] << 63;
}
static inline void NAME(later)(const uint64_t *x, uint64_t *y) {
    y[0] = x[0] << 1 | (x[10] >> 31 & 1);
    for (int i = 1; i < WORDS; i++) y[i] = x[i] << 1 | x[i - 1] >> 63;
}
static const uint64_t *NAME(room)(NAME(Rooms) *rooms, const Carer *her, int season, int travel, int spare) {
    uint64_t *out = rooms->room[season][travel][spare];
    if (rooms->room_for[season][travel][spare] == rooms->carer) return out;
    rooms->room_for[season][travel][spare] = rooms->carer;
    uint64_t a[STRIDE], b[STRIDE];
    if (spare) {
        const uint64_t *x = NAME(room)(rooms, her, season, travel, spare - 1);
        NAME(earlier)(x, a);
        for (int i = 0; i < WORDS; i++) out[i] = x[i] & a[i];
    } else if (travel) {
        const uint64_t *x = NAME(room)(rooms, her, season, travel - 1, 0);
        NAME(earlier)(x, a);
        NAME(later)(x, b);
        for (int i = 0; i < WORDS; i++) out[i] = x[i] & a[i] & b[i];
    } else {
        const uint64_t *week = season ? her->holiday : her->week;
        for (int i = 0; i < WORDS; i++) out[i] = week[i];
    }
    NAME(extend)(out);
    return out;
}

/* Where a block of so many quarters may start: its whole run lies in the room. */
static const uint64_t *NAME(starts)(NAME(Rooms) *rooms, const uint64_t *room, int season, int travel, int spare, int which,
                                    int length) {
    uint64_t *x = rooms->start[season][travel][spare][which];
    if (rooms->start_for[season][travel][spare][which] == rooms->carer) return x;
    rooms->start_for[season][travel][spare][which] = rooms->carer;
    memcpy(x, room, STRIDE * sizeof *x);
    for (int done = 1; done < length;) {
        int step = done < length - done ? done : length - done;
        uint64_t y[STRIDE];
        for (int i = 0; i < WORDS; i++) y[i] = x[i] >> step | x[i + 1] << (64 - step);
        for (int i = 0; i < WORDS; i++) x[i] &= y[i];
        NAME(extend)(x);
        done += step;
    }
    return x;
}
/* The sampled quarters that are free in every season. */
static uint64_t NAME(sampled)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int travel) {
    if (rooms->sample_for[travel] == rooms->carer) return rooms->sample[travel];
    rooms->sample_for[travel] = rooms->carer;
    const uint64_t *room = NAME(room)(rooms, her, 0, travel, 0), *other = her->has_holiday ? NAME(room)(rooms, her, 1, travel, 0) : room;
    uint64_t both[STRIDE], out = 0;
    for (int i = 0; i < WORDS; i++) both[i] = room[i] & other[i];
    for (int i = 0; i < 64; i++) out |= (both[ix->sample[i] >> 6] >> (ix->sample[i] & 63) & 1) << i;
    return rooms->sample[travel] = out;
}

/* ---- does a pattern row fit a room? ---- */
static inline int NAME(next)(const uint64_t *x, int at, uint64_t flip) {   /* the next set (flip 0) or clear (~0) bit */
    int word = at >> 6;
    uint64_t rest = (x[word] ^ flip) & (~0ull << (at & 63));
    while (!rest) {
        if (++word == WORDS) return 672;
        rest = x[word] ^ flip;
    }
    int found = word * 64 + __builtin_ctzll(rest);
    return found < 672 ? found : 672;
}
static inline int NAME(in_core)(const uint64_t *core, int from, int to) {
    for (int at = from; at < to; at = (at | 63) + 1) {
        uint64_t part = core[at >> 6] >> (at & 63);
        int length = to - at;
        if (length < 64) part &= (1ull << length) - 1;
        if (part) return 1;
    }
    return 0;
}
static int NAME(long_enough)(const uint64_t *able, const uint64_t *core, int length, int need) {
    int first = NAME(next)(able, 0, 0), head = 0, total = 0, from = first;
    if (first == 672) return 0;
    if (first == 0 && able[10] >> 31 & 1) {            /* the run over Sunday midnight: its head is counted last */
        head = NAME(next)(able, 0, ~0ull);
        if (head == 672) return 672 >= length && 672 >= need;
        from = NAME(next)(able, head, 0);
    }
    while (from < 672) {
        int to = NAME(next)(able, from, ~0ull), run = to - from + (to == 672 ? head : 0);
        if (run >= length) total += run;
        else if (NAME(in_core)(core, from, to) || (to == 672 && NAME(in_core)(core, 0, head))) return 0;
        from = to == 672 ? 672 : NAME(next)(able, to, 0);
    }
    return total >= need;
}
static int NAME(slow_band)(const Row *row, const uint64_t *core, const uint64_t *room) {
    uint64_t able[STRIDE];
    for (int i = 0; i < 12; i++) able[i] = room[i] & row->mask[i];
    return NAME(long_enough)(able, core, row->block, row->need);
}
/* Runs of possible starts lie further apart than a block is long, so blocks never merge: the quarters that can be worked
 * are the starts and one block less a quarter for each run of them. A stretch of core lies in one run of free time; that
 * run is long enough exactly when a block that covers the stretch may start (or, for a long stretch, one within it). */
static inline int NAME(quick_band)(const Index *ix, const Row *row, const uint64_t *start) {
    uint64_t can[STRIDE], before = (start[10] & row->mask[10]) << 32;
    int total = 0, runs = 0;                              /* the last quarter of Sunday stands before Monday's first */
    for (int i = 0; i < WORDS; i++) {
        can[i] = start[i] & row->mask[i];
        total += NAME(popcount)(can[i]);
        runs += NAME(popcount)(can[i] & ~(can[i] << 1 | before >> 63));
        before = can[i];
    }
    if (!total || (runs && total + (row->block - 1) * runs < row->need)) return 0;   /* no run: the whole circle is free */
    NAME(extend)(can);
    for (int c = row->at; c < row->end; c++) {
        const Stretch *s = ix->stretch + c;
        if (!((can[s->word] & s->mask[0]) | (can[s->word + 1] & s->mask[1]) | (can[s->word + 2] & s->mask[2]))) return 0;
    }
    return 1;
}
static int NAME(slots)(const Index *ix, const Row *row, const uint64_t *room) {
    const Stretch *slot = ix->stretch + row->at;
    int count = row->end - row->at, choose = row->choose, taken = 0, at = 0, over = 0;
    uint8_t free[MOST_SLOTS];
    for (int i = 0; i < count; i++) {
        const uint64_t *x = room + slot[i].word, *m = slot[i].mask;
        free[i] = !((m[0] & ~x[0]) | (m[1] & ~x[1]) | (m[2] & ~x[2]));
        over |= free[i] && slot[i].end > 10080;
        int take = free[i] & (slot[i].start >= at) & (slot[i].end <= 10080);
        at = take ? slot[i].end : at;
        taken += take;
        if (taken >= choose) return 1;
    }
    if (over) for (int w = count - 1; w >= 0 && slot[w].end > 10080; w--) {   /* at most one over Sunday midnight */
        if (!free[w]) continue;
        taken = 1, at = slot[w].end - 10080;
        for (int i = 0; i < count && slot[i].end <= slot[w].start; i++)
            if (free[i] && slot[i].start >= at) { at = slot[i].end; taken++; }
        if (taken >= choose) return 1;
    }
    return 0;
}
static inline int NAME(covers)(const uint64_t *mask, const uint64_t *room) {
    uint64_t lost = 0;
    for (int i = 0; i < 12; i++) lost |= mask[i] & ~room[i];
    return !lost;
}
static inline int NAME(fits_in)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int number, int season, int travel,
                                int spare) {
    const Row *row = ix->row + number;
    const uint64_t *room = NAME(room)(rooms, her, season, travel, spare);
    if (row->kind == FIXED) return NAME(covers)(row->mask, room);
    if (row->kind == SLOTS) return NAME(slots)(ix, row, room);
    if (row->kind != BAND) return row->kind == OUTPUT;
    const uint64_t *core = ix->core + 12 * (int64_t)number;
    if (!NAME(covers)(core, room)) return 0;
    if (row->quick == NOT_QUICK) return NAME(slow_band)(row, core, room);
    return NAME(quick_band)(ix, row, NAME(starts)(rooms, room, season, travel, spare, row->quick, row->block));
}
static inline int NAME(fits)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int row, int travel, int spare) {
    return NAME(fits_in)(ix, rooms, her, row, 0, travel, spare)
        && (!her->has_holiday || NAME(fits_in)(ix, rooms, her, row, 1, travel, spare));
}
