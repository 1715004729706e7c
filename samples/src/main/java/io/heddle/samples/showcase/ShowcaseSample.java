package io.heddle.samples.showcase;

import io.heddle.ConnectionHandler;
import io.heddle.ListenerConfig;
import io.heddle.Network;
import io.heddle.ServerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.proxy.ProxyProtocol;
import io.heddle.samples.DemoCertificate;
import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import io.heddle.tls.Certificates;
import io.heddle.tls.TlsTransport;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every kind of listener in one process, with the defaults of the framework, so that what is tried
/// on it is what a user gets.
///
/// ```text
/// showcase [--http P] [--https P] [--http-proxied P] [--http-unix PATH]
///          [--echo P] [--echo-tls P] [--echo-unix PATH] [--udp P]
/// ```
///
/// All are on 127.0.0.1; port 0 lets the system choose one.
public final class ShowcaseSample {

    private static final List<String> HTTP =
            List.of("--http", "--https", "--http-proxied", "--http-unix");
    private static final List<String> ECHO = List.of("--echo", "--echo-tls", "--echo-unix");
    private static final String UDP = "--udp";
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final List<Network> BALANCERS = List.of(Network.parse("127.0.0.1/32"));
    private static final ConnectionHandler ECHOING =
            connection -> connection.input().transferTo(connection.output());

    private final Options options;
    private @Nullable TlsTransport tls; // made for the first listener that needs it

    private ShowcaseSample(Options options) {
        this.options = options;
    }

    /// Serves until a signal, `SIGTERM` or `SIGINT`, asks for the end; prints `listening on NAME
    /// ADDRESS` for each listener, then `ready`, and `drained N, forced M` when it has stopped.
    ///
    /// @return 1 if an address cannot be listened on, or signals cannot be caught
    public static int run(Options options) {
        Set<String> known = new HashSet<>(HTTP);
        known.addAll(ECHO);
        known.add(UDP);
        options.only(known);
        if (known.stream().noneMatch(options::has)) {
            throw new UsageException(
                    "name a listener: " + String.join(", ", known.stream().sorted().toList()));
        }
        try (var files = SampleFiles.make()) {
            new ShowcaseSample(options).serve(files);
            return 0;
        } catch (IOException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private void serve(SampleFiles files) throws IOException {
        List<RunningServer> servers = new ArrayList<>();
        List<CompletableFuture<ShutdownReport>> stopped = new ArrayList<>();
        try {
            start(servers, files);
            for (RunningServer server : servers) {
                var report = new CompletableFuture<ShutdownReport>();
                server.onSignal().accept(ShutdownPlan.within(GRACE), report::complete);
                stopped.add(report);
            }
        } catch (Throwable failure) {
            servers.forEach(server -> server.close().run());
            throw failure;
        }
        servers.forEach(server -> server.lines().forEach(System.out::println));
        System.out.println("ready");
        List<ShutdownReport> reports = stopped.stream().map(CompletableFuture::join).toList();
        System.out.printf(
                "drained %d, forced %d%n",
                reports.stream().mapToInt(ShutdownReport::drained).sum(),
                reports.stream().mapToInt(report -> report.forced().size()).sum());
    }

    /// The listeners of a protocol are those of one server, whose limits they share.
    private void start(List<RunningServer> servers, SampleFiles files) throws IOException {
        List<ListenerConfig> http = listeners(HTTP);
        List<ListenerConfig> echo = listeners(ECHO);
        if (!http.isEmpty()) {
            var config = HttpConfig.on(config("http", http)).withField("X-Peer", Routes::peer);
            var server = HttpServer.start(config, Routes.all(files.folder()));
            servers.add(RunningServer.of(http, server.server()));
        }
        if (!echo.isEmpty()) {
            servers.add(RunningServer.of(echo, SocketServer.start(config("echo", echo), ECHOING)));
        }
        if (options.has(UDP)) {
            var config = DatagramServerConfig.on(address(UDP)).withName("udp");
            servers.add(
                    RunningServer.of(
                            DatagramServer.start(
                                    config, datagram -> datagram.reply(datagram.payload()))));
        }
    }

    private static ServerConfig config(String name, List<ListenerConfig> listeners) {
        return ServerConfig.on(listeners.toArray(ListenerConfig[]::new)).withName(name);
    }

    private List<ListenerConfig> listeners(List<String> names) throws IOException {
        List<ListenerConfig> listeners = new ArrayList<>();
        for (String name : Stream.of(names).flatMap(List::stream).filter(options::has).toList()) {
            listeners.add(listener(name).withName(name.substring(2)));
        }
        return listeners;
    }

    private ListenerConfig listener(String name) throws IOException {
        return switch (name) {
            case "--http-unix", "--echo-unix" -> ListenerConfig.on(options.unix(name).address());
            case "--https", "--echo-tls" ->
                    ListenerConfig.on(address(name)).withTransport(transport());
            case "--http-proxied" ->
                    ListenerConfig.on(address(name))
                            .withPreamble(ProxyProtocol.requiredFrom(BALANCERS));
            default -> ListenerConfig.on(address(name));
        };
    }

    private InetSocketAddress address(String name) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port(name, 0));
    }

    private TlsTransport transport() throws IOException {
        if (tls == null) {
            tls = TlsTransport.of(Certificates.of(DemoCertificate.make()));
        }
        return tls;
    }
}
