package io.heddle.client;

import java.time.Duration;

/// How a [CachingResolver] asks, and how long it remembers.
///
/// @param threads how many lookups run at once, each on a platform thread; 1 to 256; default 8
/// @param queue how many more names may wait for a thread, 0 to 65,536; default 1,024. Who asks for
///   one more is refused. Any number of threads may wait for the same name
/// @param timeout how long a caller waits for an answer, 10 ms to 1 h; default 5 s
/// @param stuck after which time a thread that is still at the same lookup is replaced, 1 s to 1 h;
///   default 30 s. As many as `threads` are replaced at most, until some of them come back
/// @param entries how many names are remembered, 0 to 1,048,576; default 1,024; who was not asked
///   for longest is forgotten
/// @param keepFound how long addresses are remembered, 0 to 1 day; default 30 s
/// @param keepFailed how long it is remembered that there are none, 0 to 1 day; default 1 s
public record ResolverConfig(
        int threads,
        int queue,
        Duration timeout,
        Duration stuck,
        int entries,
        Duration keepFound,
        Duration keepFailed) {

    private static final int MOST_THREADS = 256;
    private static final int LONGEST_QUEUE = 65_536;
    private static final int MOST_ENTRIES = 1_048_576;
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final Duration SHORTEST_STUCK = Duration.ofSeconds(1);
    private static final Duration LONGEST_MEMORY = Duration.ofDays(1);

    /// What is said above.
    public static final ResolverConfig DEFAULT =
            new ResolverConfig(
                    8,
                    1024,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    1024,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1));

    /// @throws IllegalArgumentException naming everything that is out of its range
    public ResolverConfig {
        new Ranges()
                .between("lookup threads", 1, MOST_THREADS, threads)
                .between("lookup queue", 0, LONGEST_QUEUE, queue)
                .between("lookup timeout", SHORTEST_TIMEOUT, LONGEST_TIMEOUT, timeout)
                .between("stuck", SHORTEST_STUCK, LONGEST_TIMEOUT, stuck)
                .between("entries", 0, MOST_ENTRIES, entries)
                .between("keepFound", Duration.ZERO, LONGEST_MEMORY, keepFound)
                .between("keepFailed", Duration.ZERO, LONGEST_MEMORY, keepFailed)
                .throwIfAny();
    }

    /// A copy with another number of threads.
    public ResolverConfig withThreads(int threads) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }

    /// A copy with another length of the queue.
    public ResolverConfig withQueue(int queue) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }

    /// A copy with another wait of callers.
    public ResolverConfig withTimeout(Duration timeout) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }

    /// A copy with another time after which a thread is replaced.
    public ResolverConfig withStuck(Duration stuck) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }

    /// A copy that remembers another number of names, or none.
    public ResolverConfig withEntries(int entries) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }

    /// A copy that remembers for other times; zero does not remember.
    public ResolverConfig withMemory(Duration keepFound, Duration keepFailed) {
        return new ResolverConfig(threads, queue, timeout, stuck, entries, keepFound, keepFailed);
    }
}
