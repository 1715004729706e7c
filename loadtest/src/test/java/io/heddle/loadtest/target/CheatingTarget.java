package io.heddle.loadtest.target;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;

/// A server that answers a hundred requests well and then changes one byte.
public final class CheatingTarget implements Target {
    private static final int HONEST_READS = 100;

    @Override
    public String name() {
        return "cheat";
    }

    @Override
    public String summary() {
        return "wrong bytes now and then, for tests";
    }

    @Override
    public Set<String> parameters() {
        return Set.of();
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        var listener = new ServerSocket();
        listener.bind(options.address(), ListenOptions.BACKLOG);
        Thread.ofVirtual().start(() -> accept(listener));
        return new RunningTarget() {
            @Override
            public int port() {
                return listener.getLocalPort();
            }

            @Override
            public Map<String, String> settings() {
                return Map.of("backlog", "4096", "nodelay", "false", "loops", "0");
            }

            @Override
            public void close() {
                try {
                    listener.close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    private static void accept(ServerSocket listener) {
        try {
            while (true) {
                var connection = listener.accept();
                Thread.ofVirtual().start(() -> echo(connection));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(Socket connection) {
        try (connection) {
            var buffer = new byte[64 * 1024];
            int reads = 0;
            for (int count = connection.getInputStream().read(buffer);
                    count >= 0;
                    count = connection.getInputStream().read(buffer)) {
                if (++reads > HONEST_READS) {
                    buffer[count - 1]++;
                }
                connection.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            // The client left when it saw the wrong byte.
        }
    }
}
