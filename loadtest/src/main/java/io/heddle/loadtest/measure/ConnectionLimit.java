package io.heddle.loadtest.measure;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many connections a client and a server process can have with each other on this machine.
///
/// @param reason which bound it is, for people
public record ConnectionLimit(long connections, String reason) {
    /// Descriptors of a JVM that are not connections: jars, selectors, pipes.
    private static final int OTHER_DESCRIPTORS = 200;

    private static final Path PORT_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /// The lower of the two bounds of this machine: descriptors of a process and ports of a
    /// destination.
    public static ConnectionLimit read() {
        var descriptors = byDescriptors();
        var ports = byPorts();
        return ports.connections < descriptors.connections ? ports : descriptors;
    }

    private static ConnectionLimit byDescriptors() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof UnixOperatingSystemMXBean unix) {
            long limit = unix.getMaxFileDescriptorCount();
            return new ConnectionLimit(
                    limit - OTHER_DESCRIPTORS,
                    "a process may have %,d open files here, %d of them for itself (ulimit -n)"
                            .formatted(limit, OTHER_DESCRIPTORS));
        }
        return new ConnectionLimit(Long.MAX_VALUE, "");
    }

    private static ConnectionLimit byPorts() {
        // Lines, not the whole file: the kernel answers the first read only, and that must ask for
        // all.
        try (var lines = Files.lines(PORT_RANGE)) {
            var range = lines.findFirst().orElseThrow().strip().split("\\s+", 2);
            long ports = Long.parseLong(range[1]) - Long.parseLong(range[0]) + 1;
            return new ConnectionLimit(
                    ports, "this machine has %,d ports for one destination".formatted(ports));
        } catch (IOException e) {
            return new ConnectionLimit(Long.MAX_VALUE, "");
        }
    }
}
