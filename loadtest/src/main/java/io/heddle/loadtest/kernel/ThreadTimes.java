package io.heddle.loadtest.kernel;

import java.util.HashMap;
import java.util.Map;

/// What each living thread of a process has run, exactly, from `/proc/<pid>/task/*/schedstat`.
///
/// One file is read for each thread, so this suits the two ends of a window and not its ticks.
///
/// @param nanos on a processor, by thread
/// @param switches how often each was put on a processor, by thread
public record ThreadTimes(Map<Long, Long> nanos, Map<Long, Long> switches) {
    /// Beyond this many threads reading them all would disturb what is measured.
    private static final int MOST_THREADS = 2000;

    public ThreadTimes {
        nanos = Map.copyOf(nanos);
        switches = Map.copyOf(switches);
    }

    /// Reads all threads of a process; empty maps where that is not possible.
    public static ThreadTimes of(KernelFiles files, long pid) {
        var nanos = new HashMap<Long, Long>();
        var switches = new HashMap<Long, Long>();
        var tasks = "proc/" + pid + "/task";
        var threads = files.names(tasks);
        if (threads.size() <= MOST_THREADS) {
            for (var thread : threads) {
                files.line(tasks + "/" + thread + "/schedstat")
                        .map(line -> line.split("\\s+", -1))
                        .filter(fields -> fields.length == 3)
                        .ifPresent(fields -> {
                            nanos.put(Long.valueOf(thread), Long.valueOf(fields[0]));
                            switches.put(Long.valueOf(thread), Long.valueOf(fields[2]));
                        });
            }
        }
        return new ThreadTimes(nanos, switches);
    }

    /// How often threads were put on a processor since `earlier`; those of threads that ended
    /// meanwhile are lost.
    public long switchesSince(ThreadTimes earlier) {
        return switches.entrySet().stream()
                .mapToLong(e -> e.getValue() - earlier.switches.getOrDefault(e.getKey(), 0L))
                .sum();
    }
}
