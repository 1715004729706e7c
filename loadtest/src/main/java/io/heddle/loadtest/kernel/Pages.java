package io.heddle.loadtest.kernel;

/// The size of a page of memory.
public final class Pages {
    private static final long USUAL_BYTES = 4096;

    private Pages() {}

    /// In bytes; 4096 where the kernel does not tell.
    public static long bytes(KernelFiles files) {
        return files.labelled("proc/self/smaps", "KernelPageSize:").orElse(USUAL_BYTES / 1024)
                * 1024;
    }
}
