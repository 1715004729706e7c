package io.heddle.loadtest.measure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// The accept queue of a listening socket as the kernel has it, asked from `ss` where that exists.
public final class ListenQueue {
    private static final String STATE = "LISTEN";
    private static final int LIMIT_COLUMN = 2; // from the state on

    private ListenQueue() {}

    /// The effective backlog, or empty where it cannot be read.
    public static OptionalInt limit(SocketAddress address) throws InterruptedException {
        try {
            var ss = new ProcessBuilder(command(address)).start();
            try (var lines = ss.inputReader()) {
                var columns = List.of(lines.lines().findFirst().orElse("").split("\\s+", -1));
                ss.waitFor(1, TimeUnit.SECONDS);
                int limit = columns.indexOf(STATE) + LIMIT_COLUMN;
                return columns.contains(STATE) && columns.size() > limit
                        ? OptionalInt.of(Integer.parseInt(columns.get(limit)))
                        : OptionalInt.empty();
            }
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static List<String> command(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? List.of("ss", "-ltnH", "sport = :" + inet.getPort())
                : List.of("ss", "-lxH", "src " + address);
    }
}
