/* The week after travel, and whether a pattern row fits into it; compiled once per level like search.h.
 *
 * A circle is a week in STRIDE words: word 0 holds the end of Sunday, words 1 to 11 the week, what follows its beginning
 * again, so that nothing needs a case of its own at Sunday midnight. Word 14 is nought, word 15 no part of it. */
#ifndef STAMP
#define STAMP 15                              /* the word of a circle that says for whom it was worked out */
#endif

typedef struct {
    uint64_t start[2][STEPS + 1][MOST_SLACK + 1][LENGTHS][STRIDE];   /* where a block of a shared length may start */
    uint64_t sample[STEPS + 1];
    uint64_t sample_for[STEPS + 1], carer;                           /* worked out for whom */
} NAME(Rooms);

static inline int NAME(popcount)(uint64_t x) { return __builtin_popcountll(x); }
static inline int32_t NAME(larger)(int32_t a, int32_t b) { return a > b ? a : b; }

/* ---- rooms ---- */
static inline void NAME(close)(uint64_t *x) {   /* what lies before the week and beyond it, from the week */
    uint64_t last = x[11] & 0xffffffffu;
    x[0] = last << 32;
    x[11] = last | x[1] << 32;
    x[12] = x[1] >> 32 | x[2] << 32;
    x[13] = x[2] >> 32 | x[3] << 32;
    x[14] = 0;
}
/* Where so many quarters in turn begin; up to 96, as many as lie beyond the week and above. */
static inline void NAME(runs_of)(const uint64_t *x, int length, uint64_t *out) {
#ifdef __AVX512F__
    __m512i a = _mm512_load_si512(x), b = _mm512_load_si512(x + 8), none = _mm512_setzero_si512();
    for (int done = 1; done < length;) {
        int step = done < length - done ? done : length - done;
        __m128i down = _mm_cvtsi32_si128(step), up = _mm_cvtsi32_si128(64 - step);
        __m512i next = _mm512_alignr_epi64(b, a, 1), beyond = _mm512_alignr_epi64(none, b, 1);
        a = _mm512_and_si512(a, _mm512_or_si512(_mm512_srl_epi64(a, down), _mm512_sll_epi64(next, up)));
        b = _mm512_and_si512(b, _mm512_or_si512(_mm512_srl_epi64(b, down), _mm512_sll_epi64(beyond, up)));
        done += step;
    }
    _mm512_store_si512(out, a), _mm512_store_si512(out + 8, b);
#else
    uint64_t a[STRIDE], b[STRIDE + 1];
    for (int i = 0; i < STRIDE; i++) a[i] = x[i];
    b[STRIDE] = 0;
    for (int done = 1; done < length;) {
        int step = done < length - done ? done : length - done;
        for (int i = 0; i < STRIDE; i++) b[i] = a[i];
        for (int i = 0; i < STRIDE; i++) a[i] = b[i] & (b[i] >> step | b[i + 1] << (64 - step));
        done += step;
    }
    for (int i = 0; i < STRIDE; i++) out[i] = a[i];
#endif
    NAME(close)(out);
}
/* Her free quarters after so many quarters of travel at both ends of each stretch. */
static inline void NAME(after_travel)(const uint64_t *week, int travel, uint64_t *out) {
    for (int i = 0; i < WORDS; i++) out[i + 1] = week[i];
    NAME(close)(out);
    if (!travel) return;
    _Alignas(64) uint64_t run[STRIDE];
    NAME(runs_of)(out, 2 * travel + 1, run);
    for (int i = 1; i <= WORDS; i++) out[i] = run[i] << travel | run[i - 1] >> (64 - travel);
    NAME(close)(out);
}
/* Where a block of the shared length `which` may start with so many quarters to spare after it. */
static const uint64_t *NAME(starts)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int season, int travel, int spare,
                                    int which) {
    uint64_t *out = rooms->start[season][travel][spare][which];
    if (out[STAMP] == rooms->carer) return out;
    if (which | spare) NAME(runs_of)(NAME(starts)(ix, rooms, her, season, travel, 0, 0), ix->length[which] + spare, out);
    else NAME(after_travel)(season ? her->holiday : her->week, travel, out);
    out[STAMP] = rooms->carer;
    return out;
}
static inline uint64_t NAME(picked)(const uint64_t *room, const uint64_t *mask) {   /* the bits of the mask, side by side */
    uint64_t out = 0;
    int at = 0;
    for (int i = 0; i < WORDS; i++) {
#ifdef __BMI2__
        out |= at < 64 ? _pext_u64(room[i], mask[i]) << at : 0;
        at += NAME(popcount)(mask[i]);
#else
        for (uint64_t left = mask[i]; left; left &= left - 1) out |= (room[i] >> __builtin_ctzll(left) & 1) << at++;
#endif
    }
    return out;
}
/* The sampled quarters that are not free in some season. */
static uint64_t NAME(taken)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int travel) {
    if (rooms->sample_for[travel] == rooms->carer) return rooms->sample[travel];
    rooms->sample_for[travel] = rooms->carer;
    uint64_t free = NAME(picked)(NAME(starts)(ix, rooms, her, 0, travel, 0, 0) + 1, ix->sample);
    if (her->has_holiday) free &= NAME(picked)(NAME(starts)(ix, rooms, her, 1, travel, 0, 0) + 1, ix->sample);
    return rooms->sample[travel] = ~free;
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
    uint64_t able[WORDS + 1] = {0}, lost = 0;
    for (int i = 0; i < WORDS; i++) {
        able[i] = room[i + 1] & row->mask[i + 1];
        lost |= core[i] & ~room[i + 1];
    }
    able[10] &= 0xffffffffu;
    return !lost && NAME(long_enough)(able, core, row->block, row->need);
}
static int NAME(slow_slots)(const Index *ix, const Row *row, const uint64_t *room) {
    const Stretch *slot = ix->stretch + row->at;
    int count = row->count, choose = row->need, taken = 0, at = 0, over = 0;
    uint8_t free[MOST_SLOTS];
    for (int i = 0; i < count; i++) {
        const uint64_t *x = room + 1 + slot[i].word, *m = slot[i].mask;
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
/* Set hours are blocks of one quarter, all needed; slots that do not overlap are blocks of which some are needed. Runs of
 * a band's possible starts lie further apart than a block is long, so blocks never merge: the quarters that can be worked
 * are the starts and one block less a quarter for each run of them; without a run the whole circle is free. */
static inline int NAME(enough)(const Row *row, const uint64_t *start) {
    static const _Alignas(64) uint64_t week[STRIDE] = {
        0, -1ull, -1ull, -1ull, -1ull, -1ull, -1ull, -1ull, -1ull, -1ull, -1ull, 0xffffffffu};
#ifdef __AVX512VPOPCNTDQ__
    __m512i a = _mm512_and_si512(_mm512_load_si512(start), _mm512_load_si512(row->mask));
    __m512i b = _mm512_and_si512(_mm512_load_si512(start + 8), _mm512_load_si512(row->mask + 8));
    __m512i before_a = _mm512_alignr_epi64(a, a, 7), before_b = _mm512_alignr_epi64(b, a, 7);
    __m512i edge_a = _mm512_or_si512(_mm512_add_epi64(a, a), _mm512_srli_epi64(before_a, 63));
    __m512i edge_b = _mm512_or_si512(_mm512_add_epi64(b, b), _mm512_srli_epi64(before_b, 63));
    a = _mm512_and_si512(a, _mm512_load_si512(week)), b = _mm512_and_si512(b, _mm512_load_si512(week + 8));
    __m512i each = _mm512_add_epi64(_mm512_popcnt_epi64(a), _mm512_popcnt_epi64(b));
    __m512i begun = _mm512_add_epi64(_mm512_popcnt_epi64(_mm512_andnot_si512(edge_a, a)),
                                     _mm512_popcnt_epi64(_mm512_andnot_si512(edge_b, b)));
    int64_t both = _mm512_reduce_add_epi64(_mm512_add_epi64(each, _mm512_slli_epi64(begun, 32)));
    int total = (int)(both & 0xffff), runs = (int)(both >> 32);
#else
    int total = 0, runs = 0;
    for (int i = 1; i <= WORDS; i++) {
        uint64_t can = start[i] & row->mask[i] & week[i], before = start[i - 1] & row->mask[i - 1];
        total += NAME(popcount)(can);
        runs += NAME(popcount)(can & ~(can << 1 | before >> 63));
    }
#endif
    return (total != 0) & ((runs == 0) | (total + (row->block - 1) * runs >= row->need));
}
/* A stretch of core lies in one run of free time; that run is long enough exactly when a block that covers the stretch may
 * start. */
static inline int NAME(held)(const Index *ix, const Row *row, const uint64_t *start) {
    for (int c = row->at; c < row->at + row->count; c++) {
        const Stretch *s = ix->stretch + c;
        const uint64_t *x = start + 1 + s->word, *m = row->mask + 1 + s->word;
        if (!((x[0] & m[0] & s->mask[0]) | (x[1] & m[1] & s->mask[1]) | (x[2] & m[2] & s->mask[2]))) return 0;
    }
    return 1;
}
/* Whether there are blocks enough; of a quick band the core is not looked at. */
static inline int NAME(enough_in)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int number, int season, int travel,
                                  int spare) {
    const Row *row = ix->row + number;
    if (row->quick != NOT_QUICK)
        return NAME(enough)(row, NAME(starts)(ix, rooms, her, season, travel, spare, row->quick));
    const uint64_t *room = NAME(starts)(ix, rooms, her, season, travel, spare, 0);
    if (row->kind == BAND) return NAME(slow_band)(row, ix->core + 12 * (int64_t)number, room);
    return row->kind == SLOTS ? NAME(slow_slots)(ix, row, room) : row->kind == OUTPUT;
}
static inline int NAME(core_in)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int number, int season, int travel,
                                int spare) {
    const Row *row = ix->row + number;
    if (row->quick == NOT_QUICK || row->kind != BAND) return 1;
    return NAME(held)(ix, row, NAME(starts)(ix, rooms, her, season, travel, spare, row->quick));
}
static inline int NAME(fits_in)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int row, int season, int travel,
                                int spare) {
    return NAME(enough_in)(ix, rooms, her, row, season, travel, spare) && NAME(core_in)(ix, rooms, her, row, season, travel, spare);
}
static inline int NAME(fits)(const Index *ix, NAME(Rooms) *rooms, const Carer *her, int row, int travel, int spare) {
    return NAME(fits_in)(ix, rooms, her, row, 0, travel, spare)
        && (!her->has_holiday || NAME(fits_in)(ix, rooms, her, row, 1, travel, spare));
}
