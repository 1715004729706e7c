package io.heddle;

import org.jspecify.annotations.Nullable;

/// What a start-up check looks for. docs/observability.md lists the rules.
enum StartupRule {
    /// A virtual thread may sleep for ever after a wait with a timeout.
    JDK_8369227("jdk-8369227", true),
    /// A virtual thread may wait for ever for a monitor that is free.
    JDK_8373120("jdk-8373120", true),
    /// Fewer virtual threads run at once than could.
    CARRIERS("carriers", true),
    /// Pollers wait for each other.
    POLLERS("pollers", false),
    /// The limit of connections cannot be reached.
    DESCRIPTOR_LIMIT("descriptor-limit", false),
    /// Fewer peers wait in the kernel than was asked for.
    BACKLOG("backlog", false);

    /// Descriptors for what is no connection: jars, logs, selectors, the handlers' own files.
    static final int RESERVE = 64;

    private final String id;
    private final boolean ofProcess;

    StartupRule(String id, boolean ofProcess) {
        this.id = id;
        this.ofProcess = ofProcess;
    }

    /// The name that users see.
    String id() {
        return id;
    }

    /// Whether it is the same for all servers of the process.
    boolean isOfProcess() {
        return ofProcess;
    }

    /// Looks at the facts.
    ///
    /// @return null if nothing is wrong, or nothing is known
    @Nullable StartupFinding find(StartupFacts facts, ServerConfig config) {
        String message =
                switch (this) {
                    case JDK_8369227 -> stuckParked(facts.jdk());
                    case JDK_8373120 -> stuckBlocked(facts.jdk());
                    case CARRIERS -> fewCarriers(facts);
                    case POLLERS -> manyPollers(facts, config);
                    case DESCRIPTOR_LIMIT -> fewDescriptors(facts, config);
                    case BACKLOG -> cappedBacklog(facts, config);
                };
        return message == null ? null : new StartupFinding(id, message);
    }

    private static @Nullable String stuckParked(Runtime.Version jdk) {
        if (!isBefore(jdk, 25, 3)) {
            return null;
        }
        return line(
                "JDK ",
                version(jdk),
                " has JDK-8369227: a virtual thread that waits after a wait with a timeout may never"
                        + " wake, and its connection hangs; update to 25.0.3 or newer");
    }

    private static @Nullable String stuckBlocked(Runtime.Version jdk) {
        if (!isBefore(jdk, 25, 4) && !isBefore(jdk, 26, 1)) {
            return null;
        }
        return line(
                "JDK ",
                version(jdk),
                " has JDK-8373120, unless its vendor fixed it early: a virtual thread may wait for"
                        + " ever to enter a synchronized block, and its connection hangs; update to ",
                jdk.feature() == 25 ? "25.0.4" : "26.0.1",
                " or newer");
    }

    private static boolean isBefore(Runtime.Version jdk, int feature, int update) {
        return jdk.feature() == feature && jdk.interim() == 0 && jdk.update() < update;
    }

    private static String version(Runtime.Version jdk) {
        return line(jdk.feature(), ".", jdk.interim(), ".", jdk.update());
    }

    private static @Nullable String fewCarriers(StartupFacts facts) {
        Integer carriers = facts.carriers();
        if (carriers == null || carriers >= facts.processors()) {
            return null;
        }
        return line(
                count(carriers, "carrier"),
                " for ",
                count(facts.processors(), "processor"),
                carriers == 1
                        ? ": one handler that computes stops all others"
                        : line(": handlers use no more than ", count(carriers, "processor")),
                "; raise or remove -Djdk.virtualThreadScheduler.parallelism and maxPoolSize");
    }

    private static @Nullable String manyPollers(StartupFacts facts, ServerConfig config) {
        Integer carriers = facts.carriers();
        if (carriers == null || config.pollers() <= carriers) {
            return null;
        }
        return line(
                count(config.pollers(), "poller"),
                " for ",
                count(carriers, "carrier"),
                ": pollers are virtual threads and wait for each other; lower pollers to ",
                carriers,
                " or less");
    }

    private static @Nullable String fewDescriptors(StartupFacts facts, ServerConfig config) {
        Long descriptors = facts.descriptors();
        long connections = maxConnections(config);
        long others = queues(config) + config.listeners().size() + RESERVE;
        if (descriptors == null
                || connections == Limits.UNLIMITED
                || descriptors >= connections + others) {
            return null;
        }
        return line(
                "descriptor limit ",
                descriptors,
                " is below ",
                connections + others,
                ", which is maxConnections ",
                connections,
                " and ",
                others,
                " for all else: peers beyond some ",
                Math.max(0, descriptors - others),
                " connections cannot be accepted; raise it (ulimit -n) or lower maxConnections");
    }

    /// How many connections all listeners together may have.
    private static long maxConnections(ServerConfig config) {
        long sum = 0;
        for (ListenerConfig listener : config.listeners()) {
            sum += listener.limits().maxConnections();
        }
        return Math.min(config.limits().maxConnections(), sum);
    }

    /// How many peers may wait in the queues of all listeners.
    private static long queues(ServerConfig config) {
        long sum = 0;
        for (ListenerConfig listener : config.listeners()) {
            AtLimit own = listener.limits().atLimit();
            AtLimit atLimit = own == null ? config.limits().atLimit() : own;
            sum += atLimit instanceof AtLimit.Queue queue ? queue.length() : 0;
        }
        return sum;
    }

    private static @Nullable String cappedBacklog(StartupFacts facts, ServerConfig config) {
        Integer cap = facts.somaxconn();
        if (cap == null) {
            return null;
        }
        int capped = 0;
        ListenerConfig longest = config.listeners().getFirst();
        for (ListenerConfig listener : config.listeners()) {
            capped += listener.binding().backlog() > cap ? 1 : 0;
            longest =
                    listener.binding().backlog() > longest.binding().backlog() ? listener : longest;
        }
        if (capped == 0) {
            return null;
        }
        return line(
                "backlog ",
                longest.binding().backlog(),
                " of listener ",
                longest.name().replace('\r', ' ').replace('\n', ' '),
                capped == 1 ? "" : line(" (and of ", capped - 1, " more)"),
                " is above somaxconn ",
                cap,
                ": the system cuts it to that, and a burst of more peers is delayed or lost; raise it"
                        + " (sysctl net.core.somaxconn) or lower the backlog");
    }

    private static String count(int number, String noun) {
        return line(number, " ", noun, number == 1 ? "" : "s");
    }

    /// Not by `+`: each place that joins strings so takes some milliseconds when it is first run,
    /// and these are run once.
    private static String line(Object... parts) {
        var line = new StringBuilder();
        for (Object part : parts) {
            line.append(part);
        }
        return line.toString();
    }
}
