// Register-tiled products: `rows` × `vectors` accumulators that stay in registers. Everything constant is a constant
// argument of an always-inlined function, which gcc unrolls completely.
#pragma once

#include "peers.h"

// 8 × 32 with 32 registers, 6 × 2 vectors with 16.
#ifndef TILE_ROWS
#if VECTOR_BYTES == 64
#define TILE_ROWS 8
#else
#define TILE_ROWS 6
#endif
#endif
#define TILE_VECTORS 2
#define TILE_COLUMNS (TILE_VECTORS * LANES)

// c[r][·] = start[·] + Σk a[r·a_row + k·a_step] · b[k·b_row + ·], or, with a rate, c[r][·] −= rate · Σk …
INLINE void tile(const int rows, const int vectors, const float *a, long a_row, long a_step, const float *b, long b_row, long terms,
    const float *start, float *c, long c_row, const int is_update, float rate)
{
    vec sum[TILE_ROWS][TILE_VECTORS];
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++) {
#pragma GCC unroll 4
        for (int v = 0; v < vectors; v++) {
            sum[r][v] = start == NULL ? (vec){0} : load(start + v * LANES);
        }
    }
    for (long k = 0; k < terms; k++) {
        vec columns[TILE_VECTORS];
#pragma GCC unroll 4
        for (int v = 0; v < vectors; v++) {
            columns[v] = load(b + v * LANES);
        }
#pragma GCC unroll 16
        for (int r = 0; r < rows; r++) {
            vec x = all(a[r * a_row]);
#pragma GCC unroll 4
            for (int v = 0; v < vectors; v++) {
                sum[r][v] += x * columns[v];
            }
        }
        a += a_step;
        b += b_row;
    }
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++) {
#pragma GCC unroll 4
        for (int v = 0; v < vectors; v++) {
            float *to = c + r * c_row + v * LANES;
            store(to, is_update ? load(to) - rate * sum[r][v] : sum[r][v]);
        }
    }
}

// The whole product: full tiles, then what is left of the rows. Columns are a multiple of a vector.
INLINE void product(long rows, const int columns, const float *a, long a_row, long a_step, const float *b, long b_row, long terms,
    const float *start, float *c, long c_row, const int is_update, float rate)
{
    long r = 0;
    for (; r + TILE_ROWS <= rows; r += TILE_ROWS) {
        for (int j = 0; j < columns / TILE_COLUMNS * TILE_COLUMNS; j += TILE_COLUMNS) {
            tile(TILE_ROWS, TILE_VECTORS, a + r * a_row, a_row, a_step, b + j, b_row, terms, start == NULL ? NULL : start + j,
                c + r * c_row + j, c_row, is_update, rate);
        }
        if (columns % TILE_COLUMNS != 0) {
            int j = columns / TILE_COLUMNS * TILE_COLUMNS;
            tile(TILE_ROWS, 1, a + r * a_row, a_row, a_step, b + j, b_row, terms, start == NULL ? NULL : start + j,
                c + r * c_row + j, c_row, is_update, rate);
        }
    }
    // What is left of the rows, in one tile too.
    const float *last = a + r * a_row;
    float *to = c + r * c_row;
    switch (rows - r) {
#define LAST(n)                                                                                                         \
    case n:                                                                                                             \
        if (n < TILE_ROWS) {                                                                                            \
            for (int j = 0; j < columns; j += columns % TILE_COLUMNS == 0 ? TILE_COLUMNS : LANES) {                     \
                tile(n < TILE_ROWS ? n : 1, columns % TILE_COLUMNS == 0 ? TILE_VECTORS : 1, last, a_row, a_step, b + j, \
                    b_row, terms, start == NULL ? NULL : start + j, to + j, c_row, is_update, rate);                    \
            }                                                                                                           \
        }                                                                                                               \
        break;
        LAST(1) LAST(2) LAST(3) LAST(4) LAST(5) LAST(6) LAST(7) LAST(8) LAST(9) LAST(10) LAST(11)
#undef LAST
    }
}
