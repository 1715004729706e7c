package io.heddle.loadtest.measure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What the kernel keeps of datagrams that a server has not read yet, asked from `ss` where that
/// exists.
///
/// @param limitBytes how much room there is, what a datagram costs beside its bytes included
/// @param dropped datagrams for which there was none, so far
public record DatagramQueue(long limitBytes, long dropped) {
    private static final Pattern LIMIT = Pattern.compile("skmem:\\(.*?\\brb(\\d+)");
    private static final Pattern DROPPED = Pattern.compile("skmem:\\(.*?\\bd(\\d+)\\)");

    /// That of the socket bound there, or empty where it cannot be read.
    public static Optional<DatagramQueue> of(SocketAddress address) throws InterruptedException {
        if (!(address instanceof InetSocketAddress inet)) {
            return Optional.empty();
        }
        try {
            var ss =
                    new ProcessBuilder("ss", "-lunmH", "sport = :" + inet.getPort())
                            .redirectErrorStream(true)
                            .start();
            try (var output = ss.inputReader()) {
                var text = output.readAllAsString();
                ss.waitFor(1, TimeUnit.SECONDS);
                return parse(text);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Reads what `ss` says of one socket.
    static Optional<DatagramQueue> parse(String text) {
        var limit = LIMIT.matcher(text);
        var dropped = DROPPED.matcher(text);
        return limit.find() && dropped.find()
                ? Optional.of(
                        new DatagramQueue(
                                Long.parseLong(limit.group(1)), Long.parseLong(dropped.group(1))))
                : Optional.empty();
    }
}
