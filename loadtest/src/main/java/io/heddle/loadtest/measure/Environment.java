package io.heddle.loadtest.measure;

import io.heddle.loadtest.kernel.ControlGroup;
import io.heddle.loadtest.kernel.Descriptors;
import io.heddle.loadtest.kernel.KernelFiles;
import io.heddle.loadtest.kernel.PortRange;
import io.heddle.loadtest.kernel.Processors;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is known of the tool and of the machine it runs on, for people who want to run it again.
///
/// Nothing here names the machine, its user or a place in its files.
public final class Environment {
    /// Where the kernel names its clock.
    public static final String CLOCK_SOURCE =
            "sys/devices/system/clocksource/clocksource0/current_clocksource";

    private static final double GIBIBYTE = 1024.0 * 1024 * 1024;
    private static final List<String> TELLING_FLAGS = List.of("-X", "--enable", "--add", "--sun");

    private final KernelFiles files;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Environment(KernelFiles files) {
        this.files = files;
    }

    /// Reads everything now, in a readable order; what the system does not tell is left out.
    public static Map<String, String> read() {
        var version =
                Optional.ofNullable(Environment.class.getPackage().getImplementationVersion())
                        .orElse("development");
        return read("heddle-loadtest " + version, KernelFiles.live());
    }

    static Map<String, String> read(String tool, KernelFiles files) {
        var environment = new Environment(files);
        environment.tool(tool);
        environment.machine();
        environment.java();
        environment.limits();
        environment.network();
        environment.put("load average before", loadAverage(files));
        return environment.values;
    }

    /// The same with what has to be read when everything is over.
    public static Map<String, String> atTheEnd(Map<String, String> before) {
        var both = new LinkedHashMap<>(before);
        loadAverage(KernelFiles.live()).ifPresent(load -> both.put("load average after", load));
        return both;
    }

    private void tool(String tool) {
        values.put("tool", tool);
        var code = CodePlace.ofThisTool();
        put("tool sha-256", code.flatMap(CodePlace::sha256));
        var checkout = code.flatMap(place -> Checkout.around(place.path()));
        put("commit", checkout.flatMap(Checkout::commit));
        put("commit dirty", checkout.flatMap(Checkout::dirty).map(d -> d ? "yes" : "no"));
    }

    private void machine() {
        var processors = Processors.read(files);
        var group = ControlGroup.read(files);
        values.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        values.put("kernel", System.getProperty("os.version"));
        put("cpu", Optional.ofNullable(processors.model()));
        values.put("cpus", String.valueOf(Runtime.getRuntime().availableProcessors()));
        if (processors.cores() > 0) {
            values.put("physical cores", String.valueOf(processors.cores()));
            values.put("smt", processors.multithreaded() ? "yes" : "no");
        }
        put("governor", Optional.ofNullable(processors.governor()));
        put("turbo", Optional.ofNullable(processors.turbo()).map(on -> on ? "on" : "off"));
        values.put("virtual", virtual(processors));
        put("clock source", files.line(CLOCK_SOURCE));
        var memory = files.labelled("proc/meminfo", "MemTotal:");
        put("memory", memory.isPresent() ? gibibytes(memory.getAsLong() * 1024) : null);
        var swap = files.labelled("proc/meminfo", "SwapTotal:");
        put("swap", swap.isPresent() ? gibibytes(swap.getAsLong() * 1024) : null);
        put("cgroup cores", Optional.ofNullable(group.cores()).map(String::valueOf));
        put("cgroup memory", group.memoryBytes() == null ? null : gibibytes(group.memoryBytes()));
    }

    private String virtual(Processors processors) {
        boolean container =
                Files.exists(files.root().resolve(".dockerenv"))
                        || Files.exists(files.root().resolve("run/.containerenv"));
        var machine = processors.virtual() ? "virtual machine" : "none seen";
        return container ? (processors.virtual() ? machine + ", container" : "container") : machine;
    }

    private void java() {
        values.put("jdk", System.getProperty("java.runtime.version"));
        values.put("jdk vendor", System.getProperty("java.vendor"));
        values.put("jvm", System.getProperty("java.vm.name"));
        values.put("client flags", flags(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        values.put("client collector", JvmSettings.read().getOrDefault("gc", "unknown"));
        values.put("client heap", gibibytes(Runtime.getRuntime().maxMemory()));
    }

    /// The flags that say how a JVM works, without the places in some of them.
    static String flags(List<String> arguments) {
        var telling =
                arguments.stream()
                        .filter(flag -> TELLING_FLAGS.stream().anyMatch(flag::startsWith))
                        .map(flag ->
                                flag.replaceAll(
                                        "((?<![A-Za-z])[A-Za-z]:)?[^=:,\"]*[/\\\\].*", "(path)"))
                        .collect(Collectors.joining(" "));
        return telling.isEmpty() ? "none" : telling;
    }

    private void limits() {
        put(
                "open files",
                Descriptors.read(files)
                        .map(limit ->
                                "%s, at most %s"
                                        .formatted(count(limit.soft()), count(limit.hard()))));
    }

    private void network() {
        put(
                "ephemeral ports",
                PortRange.read(files)
                        .map(range ->
                                String.format(
                                        Locale.ROOT, "%d to %d", range.first(), range.last())));
        put("somaxconn", files.line("proc/sys/net/core/somaxconn"));
        put("tcp_max_syn_backlog", files.line("proc/sys/net/ipv4/tcp_max_syn_backlog"));
        put("tcp_mem", files.line("proc/sys/net/ipv4/tcp_mem").map(Environment::oneBlank));
        put("tcp_rmem", files.line("proc/sys/net/ipv4/tcp_rmem").map(Environment::oneBlank));
        put("tcp_wmem", files.line("proc/sys/net/ipv4/tcp_wmem").map(Environment::oneBlank));
        put("tcp_tw_reuse", files.line("proc/sys/net/ipv4/tcp_tw_reuse"));
        put("loopback mtu", files.line("sys/class/net/lo/mtu"));
    }

    private static Optional<String> loadAverage(KernelFiles files) {
        return files.line("proc/loadavg")
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length >= 3)
                .map(words -> String.join(" ", words[0], words[1], words[2]));
    }

    private static String oneBlank(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static String count(long value) {
        return value == Long.MAX_VALUE ? "unlimited" : String.valueOf(value);
    }

    private static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIBIBYTE);
    }

    private void put(String name, Optional<String> value) {
        value.ifPresent(known -> values.put(name, known));
    }

    private void put(String name, @Nullable String value) {
        put(name, Optional.ofNullable(value));
    }
}
