package io.heddle.icmp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What Linux goes by when it is asked for an ICMP socket.
///
/// @param range the two ends of `net.ipv4.ping_group_range`; empty if unknown
/// @param groups those that the process is in; empty if unknown
/// @param hasNetRaw whether it has `CAP_NET_RAW`
record PermissionFacts(List<Long> range, List<Long> groups, boolean hasNetRaw) {

    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ping_group_range");
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final int CAP_NET_RAW = 13;

    /// Those of the calling thread.
    static PermissionFacts read() {
        return of(lines(RANGE), lines(STATUS));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException none) {
            return List.of();
        }
    }

    /// @param range the lines of the setting
    /// @param status the lines of the process's state
    static PermissionFacts of(List<String> range, List<String> status) {
        List<Long> groups = new ArrayList<>();
        boolean hasNetRaw = false;
        for (String line : status) {
            List<String> words = words(line);
            switch (words.getFirst()) {
                case "Gid:" -> groups.addAll(numbers(words.stream().skip(2).limit(1))); // effective
                case "Groups:" -> groups.addAll(numbers(words.stream().skip(1)));
                case "CapEff:" -> hasNetRaw = words.size() == 2 && hasNetRaw(words.get(1));
                default -> {}
            }
        }
        List<Long> ends = range.isEmpty() ? List.of() : numbers(words(range.getFirst()).stream());
        return new PermissionFacts(
                ends.size() == 2 ? ends : List.of(),
                groups.stream().distinct().sorted().toList(),
                hasNetRaw);
    }

    private static List<String> words(String line) {
        return Arrays.asList(line.strip().split("\\s+"));
    }

    private static boolean hasNetRaw(String hex) {
        try {
            return (Long.parseUnsignedLong(hex, 16) >> CAP_NET_RAW & 1) == 1;
        } catch (NumberFormatException none) {
            return false;
        }
    }

    private static List<Long> numbers(Stream<String> words) {
        return words.flatMap(PermissionFacts::number).toList();
    }

    private static Stream<Long> number(String word) {
        try {
            return Stream.of(Long.parseLong(word));
        } catch (NumberFormatException none) {
            return Stream.empty();
        }
    }

    /// What is missing and how to get it.
    String print() {
        return "ICMP needs a ping socket or a raw socket, and this process may open neither."
                + " Ping sockets are for the groups of net.ipv4.ping_group_range, "
                + printRange()
                + ", and this process is in "
                + (groups.isEmpty() ? "unknown groups" : "group " + print(groups))
                + "; as root: sysctl -w net.ipv4.ping_group_range=\""
                + wantedRange()
                + "\". Raw sockets need CAP_NET_RAW, which this process has"
                + (hasNetRaw ? ", but something else forbids them" : " not")
                + "; a container gets it with --cap-add NET_RAW, a service with"
                + " AmbientCapabilities=CAP_NET_RAW";
    }

    private String printRange() {
        if (range.isEmpty()) {
            return "which cannot be read";
        }
        boolean nobody = range.get(0) > range.get(1);
        return "which is " + range.get(0) + " " + range.get(1) + (nobody ? " (no group)" : "");
    }

    /// The range as it would have to be, no wider than it need be.
    private String wantedRange() {
        long own = groups.isEmpty() ? 0 : groups.getFirst();
        boolean nobody = range.isEmpty() || range.get(0) > range.get(1);
        long from = nobody ? own : Math.min(own, range.get(0));
        long to = nobody ? own : Math.max(own, range.get(1));
        return from + " " + to;
    }

    private static String print(List<Long> numbers) {
        return String.join(", ", numbers.stream().map(String::valueOf).toList());
    }
}
