// What peers.h declares and, unless another program brings its own main, one peer of one row: peers ROW PEER COUNT.
#include "peers.h"

float *floats(size_t count)
{
    size_t bytes = (count * sizeof(float) + 63) / 64 * 64;
    float *p = aligned_alloc(64, bytes);
    if (p == NULL) {
        fprintf(stderr, "no memory for %zu floats\n", count);
        exit(1);
    }
    memset(p, 0, bytes);
    return p;
}

static FILE *open_data(const char *name)
{
    const char *directory = getenv("PEER_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory == NULL ? "." : directory, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

static void read_all(FILE *file, void *into, size_t bytes, const char *name)
{
    if (fread(into, 1, bytes, file) != bytes) {
        fprintf(stderr, "%s is shorter than %zu bytes\n", name, bytes);
        exit(1);
    }
    fclose(file);
}

void load_floats(const char *name, float *into, size_t count)
{
    read_all(open_data(name), into, count * sizeof(float), name);
}

mnist load_mnist(void)
{
    mnist data = {floats((size_t)IMAGES * PIXELS), floats((size_t)IMAGES * CLASSES)};
    uint8_t *bytes = malloc((size_t)IMAGES * PIXELS);
    read_all(open_data("images.u8"), bytes, (size_t)IMAGES * PIXELS, "images.u8");
    int has_zeros = getenv("PEER_WITHOUT_ZEROS") == NULL;
    for (size_t i = 0; i < (size_t)IMAGES * PIXELS; i++) {
        data.x[i] = (bytes[i] == 0 && !has_zeros ? i % 31 + 1 : bytes[i]) / 255.0f;
    }
    read_all(open_data("labels.u8"), bytes, IMAGES, "labels.u8");
    for (size_t i = 0; i < IMAGES; i++) {
        data.t[i * CLASSES + bytes[i]] = 1;
    }
    free(bytes);
    return data;
}

void report(double value)
{
    printf("sample %.9g\n", value);
    fflush(stdout);
}

void report_check(double value)
{
    printf("check %.9g\n", value);
    fflush(stdout);
}

void measure(short_call call, void *context, int blocks)
{
    const double block_ns = 10e6;
    long times = 1;
    float sink = 0;
    for (;;) {
        double start = now_ns();
        sink += call(context, times);
        double elapsed = now_ns() - start;
        if (elapsed >= block_ns / 2) {
            times = (long)(times * block_ns / elapsed) + 1;
            break;
        }
        times *= 2;
    }
    for (int block = 0; block < blocks; block++) {
        double start = now_ns();
        sink += call(context, times);
        report((now_ns() - start) / times);
    }
    static volatile float kept;
    kept = sink;
    (void)kept;
}

#ifndef NO_MAIN
int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: peers ROW PEER COUNT\n");
        return 2;
    }
    const char *row = argv[1], *peer = argv[2];
    int count = atoi(argv[3]), batch;
    int unknown = sscanf(row, "epoch%d", &batch) == 1 ? epochs(peer, batch, count)
        : strcmp(row, "xor") == 0 ? xor_epochs(peer, count)
        : strcmp(row, "step4096") == 0 ? steps(peer, count)
        : strcmp(row, "peak") == 0 ? peaks(count)
        : strncmp(row, "stream-", 7) == 0 ? streams(row, peer, count)
        : predictions(row, peer, count);
    if (unknown) {
        fprintf(stderr, "peers knows no row %s of peer %s\n", row, peer);
    }
    return unknown;
}
#endif
