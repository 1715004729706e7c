package io.heddle.loadtest.kernel;

import java.util.Optional;

/// The ports that outgoing connections get, both ends included.
public record PortRange(int first, int last) {
    /// Empty where the system does not tell.
    public static Optional<PortRange> read(KernelFiles files) {
        return files.line("proc/sys/net/ipv4/ip_local_port_range")
                .map(line -> line.split("\\s+", -1))
                .filter(words -> words.length == 2)
                .map(words ->
                        new PortRange(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
    }

    /// How many.
    public int size() {
        return last - first + 1;
    }
}
