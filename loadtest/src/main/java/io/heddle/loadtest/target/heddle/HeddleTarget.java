package io.heddle.loadtest.target.heddle;

import io.heddle.Connection;
import io.heddle.ConnectionHandler;
import io.heddle.ListenerConfig;
import io.heddle.MinimumRate;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.Timeouts;
import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.SelfSigned;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.target.Tuning;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The framework that this project is about, used as its README shows.
public final class HeddleTarget implements Target {
    private static final String POLLERS = "pollers";
    private static final String TIMEOUTS = "timeouts";
    private static final String OFF = "off";
    private static final String LEAST_RATE = "minrate";
    private static final String NO_DELAY = "nodelay";

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
        return Set.of(POLLERS, TIMEOUTS, LEAST_RATE, TLS, SOCKET);
    }

    @Override
    public List<String> words(String parameter) {
        return switch (parameter) {
            case TIMEOUTS -> List.of(ON, OFF);
            case TLS -> List.of(OFF, ON);
            case SOCKET -> List.of(TCP, UNIX, UDP);
            default -> List.of();
        };
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.values());
    }

    @Override
    public List<Tuning> tuned() {
        return List.of(
                Tuning.parameter(
                        "timeouts=off", "the other targets keep no time over their connections"));
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        if (options.isUdp()) {
            return HeddleDatagrams.start(options);
        }
        var settings = new ConcurrentHashMap<String, String>();
        var config = config(options);
        settings.put("backlog", String.valueOf(config.listeners().getFirst().binding().backlog()));
        settings.put("loops", String.valueOf(config.pollers()));
        if (!options.isUnix()) {
            settings.put(NO_DELAY, RunningTarget.UNKNOWN);
        }
        settings.put(TLS, options.isTls() ? ON : OFF);
        settings.put(TIMEOUTS, config.timeouts().equals(Timeouts.OFF) ? OFF : ON);
        var http =
                options.protocol() == Protocol.HTTP
                        ? new HeddleHttp(name(), options.backend())
                        : null;
        var handler = http == null ? handler(options, config) : http.over(config);
        var server =
                SocketServer.start(
                        config,
                        connection -> {
                            readBack(connection, settings);
                            handler.handle(connection);
                        });
        return new HeddleServer(server, settings, http);
    }

    private static ConnectionHandler handler(ListenOptions options, ServerConfig config) {
        return switch (options.protocol()) {
            case BENCH -> {
                var service = BenchService.calibrated(options.backend());
                yield connection -> service.serve(new HeddleFrames(connection));
            }
            case WEBSOCKET -> HeddleWebSocket.over(config);
            default -> connection -> connection.input().transferTo(connection.output());
        };
    }

    private static ServerConfig config(ListenOptions options) throws IOException {
        var listener = ListenerConfig.on(options.address()).withBacklog(ListenOptions.BACKLOG);
        if (options.isTls()) {
            listener = listener.withTransport(TlsTransport.of(SelfSigned.context()));
        }
        var config = ServerConfig.on(listener);
        if (OFF.equals(options.parameters().get(TIMEOUTS))) {
            config = config.withTimeouts(Timeouts.OFF);
        }
        var leastRate = options.parameters().get(LEAST_RATE);
        if (leastRate != null) {
            long bytes = Long.parseLong(leastRate);
            var minimum = new MinimumRate(bytes, bytes, Duration.ofSeconds(1));
            config = config.withTimeouts(config.timeouts().withMinimumRate(minimum));
        }
        var pollers = options.parameters().get(POLLERS);
        return pollers == null ? config : config.withPollers(Integer.parseInt(pollers));
    }

    private static void readBack(Connection connection, Map<String, String> settings)
            throws IOException {
        if (RunningTarget.UNKNOWN.equals(settings.get(NO_DELAY))) {
            settings.put(
                    NO_DELAY, String.valueOf(connection.option(StandardSocketOptions.TCP_NODELAY)));
        }
    }
}
