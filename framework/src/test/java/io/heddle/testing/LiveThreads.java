package io.heddle.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The live threads of this process, platform and virtual, but for those that belong to the JDK and
/// to the machinery of tests.
///
/// @param byId what to print of a thread, by its id
record LiveThreads(Map<Long, String> byId) {

    private static final Set<String> GROUPS_OF_THE_JDK =
            Set.of(
                    "system",
                    "InnocuousThreadGroup",
                    "InnocuousForkJoinWorkerThreadGroup",
                    "CarrierThreads");

    /// The JDK's in the group of whoever came first: the common pool, flight recorder, pollers of
    /// blocking sockets. JUnit's watcher of timeouts. Surefire's link to Maven. The one thread that
    /// Heddle keeps as long as the process lives. Netty's, which ends a second after its last task.
    private static final Pattern MACHINERY =
            Pattern.compile(
                    "ForkJoinPool\\.commonPool-.*|JFR .*|(Master|Sub|Read|Write)-?Poller.*"
                            + "|junit-jupiter-timeout-watcher.*|surefire-forkedjvm-.*|heddle-timer"
                            + "|globalEventExecutor-.*");

    private static final Pattern THREAD = Pattern.compile("\"tid\":\\s*\"?(\\d+)");
    private static final Pattern VIRTUAL = Pattern.compile("\"virtual\":\\s*true");
    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern FRAME = Pattern.compile("\"([^\"]+\\([^\"]*\\))\"");

    private static final int MAX_FRAMES = 20;
    private static final int MOST_DUMPS = 100;
    private static final AtomicInteger DUMPS = new AtomicInteger();

    static LiveThreads now() {
        Map<Long, String> threads = new TreeMap<>();
        addPlatformThreads(threads);
        addVirtualThreads(threads);
        return new LiveThreads(threads);
    }

    /// Those that are not among the known ones.
    LiveThreads without(LiveThreads known) {
        Map<Long, String> rest = new TreeMap<>(byId);
        rest.keySet().removeAll(known.byId.keySet());
        return new LiveThreads(rest);
    }

    /// Those that were made after a moment. Ids only ever grow.
    ///
    /// @param newest what [#newestId()] returned at that moment
    LiveThreads madeAfter(long newest) {
        Map<Long, String> rest = new TreeMap<>(byId);
        rest.keySet().removeIf(id -> id <= newest);
        return new LiveThreads(rest);
    }

    /// The id of the newest thread, one that is never started.
    static long newestId() {
        return Thread.ofPlatform().unstarted(() -> {}).threadId();
    }

    /// Those of both.
    LiveThreads and(LiveThreads others) {
        Map<Long, String> all = new TreeMap<>(byId);
        all.putAll(others.byId);
        return new LiveThreads(all);
    }

    private static void addPlatformThreads(Map<Long, String> threads) {
        Thread.getAllStackTraces()
                .forEach((thread, stack) -> {
                    ThreadGroup group = thread.getThreadGroup(); // null: just ended
                    if (group != null
                            && !GROUPS_OF_THE_JDK.contains(group.getName())
                            && !MACHINERY.matcher(thread.getName()).matches()) {
                        List<String> frames = Arrays.stream(stack).map(String::valueOf).toList();
                        threads.put(thread.threadId(), print("thread", thread.getName(), frames));
                    }
                });
    }

    /// Only a thread dump has them. It is searched as text, one piece for each thread.
    private static void addVirtualThreads(Map<Long, String> threads) {
        String dump = dump();
        Matcher thread = THREAD.matcher(dump);
        boolean found = thread.find();
        while (found) {
            long id = Long.parseLong(thread.group(1));
            int start = thread.end();
            found = thread.find();
            String piece = dump.substring(start, found ? thread.start() : dump.length());
            Matcher name = NAME.matcher(piece);
            if (VIRTUAL.matcher(piece).find()
                    && name.find()
                    && !MACHINERY.matcher(name.group(1)).matches()) {
                List<String> frames = new ArrayList<>();
                FRAME.matcher(piece).results().forEach(frame -> frames.add(frame.group(1)));
                threads.put(id, print("virtual thread", unescaped(name.group(1)), frames));
            }
        }
    }

    /// The JDK's fails on a thread that has a control character in its name, as that of a server
    /// which has just been closed in a test of such names: it is about to end.
    private static String dump() {
        for (int tries = 1; ; tries++) {
            try {
                return dumpOnce();
            } catch (IllegalFormatException ofTheJdk) {
                if (tries == MOST_DUMPS) {
                    throw ofTheJdk;
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static String dumpOnce() {
        Path file =
                Path.of(System.getProperty("java.io.tmpdir"))
                        .toAbsolutePath()
                        .resolve(
                                "heddle-threads-"
                                        + ProcessHandle.current().pid()
                                        + "-"
                                        + DUMPS.incrementAndGet()
                                        + ".json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }

    private static String print(String kind, String name, List<String> frames) {
        var text = new StringBuilder(kind).append(" \"").append(name).append("\" is alive");
        frames.stream()
                .limit(MAX_FRAMES)
                .forEach(frame -> text.append("\n        at ").append(unescaped(frame)));
        return text.toString();
    }

    private static String unescaped(String json) {
        return json.replace("\\/", "/");
    }
}
