package io.heddle.loadtest.target;

import io.heddle.Connection;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.Timeouts;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The framework that this project is about, used as its README shows.
final class HeddleTarget implements Target {
    private static final String TIMEOUTS = "timeouts";
    private static final String OFF = "off";

    @Override
    public String name() {
        return "heddle";
    }

    @Override
    public String summary() {
        return "blocking code on virtual threads over non-blocking channels";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("pollers", TIMEOUTS);
    }

    @Override
    public List<String> words(String parameter) {
        return parameter.equals(TIMEOUTS) ? List.of("on", OFF) : List.of();
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        var settings = new ConcurrentHashMap<String, String>(options.parameters());
        var server =
                SocketServer.start(
                        config(options),
                        connection -> {
                            readBack(connection, settings);
                            connection.input().transferTo(connection.output());
                        });
        return new Server(server, settings);
    }

    private static ServerConfig config(ListenOptions options) {
        var config = ServerConfig.on(options.address());
        if (OFF.equals(options.parameters().get(TIMEOUTS))) {
            config = config.withTimeouts(Timeouts.OFF);
        }
        var pollers = options.parameters().get("pollers");
        return pollers == null ? config : config.withPollers(Integer.parseInt(pollers));
    }

    private static void readBack(Connection connection, Map<String, String> settings)
            throws IOException {
        if (!settings.containsKey("nodelay")) {
            settings.put(
                    "nodelay",
                    String.valueOf(connection.option(StandardSocketOptions.TCP_NODELAY)));
            settings.put(TIMEOUTS, connection.timeouts().equals(Timeouts.OFF) ? OFF : "on");
        }
    }

    private record Server(SocketServer server, Map<String, String> settings)
            implements RunningTarget {
        @Override
        public int port() {
            return server.port();
        }
    }
}
