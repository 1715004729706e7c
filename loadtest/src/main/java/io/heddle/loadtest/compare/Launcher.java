package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.process.CpuPlan;
import io.heddle.loadtest.process.ServeOptions;
import io.heddle.loadtest.process.Server;
import io.heddle.loadtest.process.ServerChoice;
import io.heddle.loadtest.process.ServerJvm;
import io.heddle.loadtest.process.ServerProcesses;
import io.heddle.loadtest.scenario.Scenario;
import io.heddle.loadtest.scenario.Settings;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Starts the servers of a comparison, all alike but for what a user has set for one of them.
///
/// @param jvm the JVM of all
/// @param options what all are told; the protocol comes from the scenario
/// @param jvmArguments further flags of one entry's JVM, by what was typed for it
public record Launcher(
        ServerProcesses processes,
        ServerJvm jvm,
        ServeOptions options,
        Map<String, List<String>> jvmArguments) {

    public Launcher {
        jvmArguments = Map.copyOf(jvmArguments);
    }

    /// The same with further flags for every target's JVM, such as those of a profiler.
    Launcher withFlags(List<String> flags) {
        var extended = new HashMap<String, List<String>>();
        jvmArguments.forEach((name, own) -> {
            var all = new ArrayList<>(own);
            all.addAll(flags);
            extended.put(name, all);
        });
        return new Launcher(processes, jvm, options.withJvmArguments(flags), extended);
    }

    /// Why a server cannot run here or does not speak a protocol; empty if it can and does.
    public Optional<String> unavailable(ServerChoice choice, Protocol protocol) {
        if (isUdp(choice) && protocol != Protocol.RAW) {
            return Optional.of("speaks raw alone over UDP");
        }
        return switch (choice) {
            case ServerChoice.OfTarget chosen -> {
                var target = chosen.target().target();
                yield target.protocols().contains(protocol)
                        ? target.unavailable()
                        : Optional.of("does not speak " + word(protocol));
            }
            case ServerChoice.OfCommand _ -> Optional.empty();
            case ServerChoice.OfEndpoint running ->
                    running.endpoint().protocol() == protocol
                            ? Optional.empty()
                            : Optional.of(
                                    "speaks %s, wanted is %s"
                                            .formatted(
                                                    word(running.endpoint().protocol()),
                                                    word(protocol)));
        };
    }

    /// Why a server cannot serve a scenario with these settings; empty if it can.
    public Optional<String> unavailable(ServerChoice choice, Scenario scenario, Settings settings) {
        var unavailable = unavailable(choice, scenario.protocol());
        if (unavailable.isPresent()) {
            return unavailable;
        }
        if (isUnix(choice) && !scenario.onUnix()) {
            return Optional.of("scenario '%s' has no Unix sockets yet".formatted(scenario.id()));
        }
        if (isUdp(choice)) {
            return scenario.unavailableOverUdp(settings);
        }
        return switch (scenario.tls()) {
            case AS_CHOSEN -> Optional.empty();
            case NEVER ->
                    isTls(choice)
                            ? Optional.of("scenario '%s' has no TLS yet".formatted(scenario.id()))
                            : Optional.empty();
            case ALWAYS -> speaksTls(choice) ? Optional.empty() : Optional.of("has no TLS yet");
        };
    }

    /// The server that a scenario wants: over TLS if it needs that, else as it was chosen.
    ///
    /// @param choice one that can serve the scenario
    public static ServerChoice suited(ServerChoice choice, Scenario scenario) {
        return scenario.tls() == Scenario.Tls.ALWAYS
                        && choice instanceof ServerChoice.OfTarget chosen
                ? new ServerChoice.OfTarget(chosen.target().overTls())
                : choice;
    }

    private static boolean isTls(ServerChoice choice) {
        return transport(choice) == Transport.TLS;
    }

    private static boolean isUnix(ServerChoice choice) {
        return switch (choice) {
            case ServerChoice.OfTarget chosen -> chosen.target().unix();
            case ServerChoice.OfCommand _ -> false;
            case ServerChoice.OfEndpoint running -> running.endpoint().isUnix();
        };
    }

    private static boolean isUdp(ServerChoice choice) {
        return transport(choice) == Transport.UDP;
    }

    private static Transport transport(ServerChoice choice) {
        return switch (choice) {
            case ServerChoice.OfTarget chosen when chosen.target().udp() -> Transport.UDP;
            case ServerChoice.OfTarget chosen when chosen.target().tls() -> Transport.TLS;
            case ServerChoice.OfTarget _, ServerChoice.OfCommand _ -> Transport.STREAM;
            case ServerChoice.OfEndpoint running -> running.endpoint().transport();
        };
    }

    private static boolean speaksTls(ServerChoice choice) {
        return choice instanceof ServerChoice.OfTarget chosen
                ? chosen.target().target().speaksTls()
                : isTls(choice);
    }

    /// Starts a server and waits until it accepts.
    ///
    /// @param backend where its calls to the backend go; null if there is none
    public Server start(ServerChoice choice, Protocol protocol, @Nullable InetSocketAddress backend)
            throws IOException, InterruptedException {
        return processes.start(choice, jvm, told(choice, protocol, backend));
    }

    /// Starts the backend that servers call. Where the processors are split it runs on the
    /// client's, so that it takes nothing from the server.
    public Server startBackend(CpuPlan cpus) throws IOException, InterruptedException {
        boolean split = cpus.mode() == CpuPlan.Mode.SPLIT;
        return processes.startBackend(
                new ServerJvm(
                        jvm.heapBytes(),
                        jvm.collector(),
                        cpus.client().size(),
                        split ? cpus.client() : List.of()));
    }

    /// Where a started server listens, and what it speaks.
    public Endpoint endpoint(ServerChoice choice, Server server, Protocol protocol) {
        if (choice instanceof ServerChoice.OfEndpoint running) {
            return running.endpoint();
        }
        return new Endpoint(protocol, transport(choice), server.address(), "");
    }

    /// What protocol is spoken to a server when nobody says: that of its URI, else this one.
    public static Protocol protocol(ServerChoice choice, Protocol otherwise) {
        return choice instanceof ServerChoice.OfEndpoint running
                ? running.endpoint().protocol()
                : otherwise;
    }

    /// How a server is started, for people: without the places of this machine.
    public List<String> command(ServerChoice choice, Protocol protocol) {
        return switch (choice) {
            case ServerChoice.OfTarget chosen -> {
                var command = new ArrayList<String>();
                command.add("java");
                command.addAll(jvm.flags());
                command.addAll(flagsOf(choice));
                command.addAll(List.of("heddle", "serve", chosen.text()));
                command.addAll(List.of("--loops", String.valueOf(options.loops())));
                command.addAll(List.of("--buffer", String.valueOf(options.bufferBytes())));
                command.addAll(List.of("--protocol", word(protocol)));
                yield command;
            }
            case ServerChoice.OfCommand command -> command.words();
            case ServerChoice.OfEndpoint _ -> List.of();
        };
    }

    /// Whether a server's settings must be those of the others.
    boolean mustBeAlike(ServerChoice choice) {
        return choice instanceof ServerChoice.OfTarget && flagsOf(choice).isEmpty();
    }

    private ServeOptions told(
            ServerChoice choice, Protocol protocol, @Nullable InetSocketAddress backend) {
        return new ServeOptions(
                protocol, options.loops(), options.bufferBytes(), backend, flagsOf(choice));
    }

    private List<String> flagsOf(ServerChoice choice) {
        var ofVariant = jvmArguments.get(choice.text());
        if (ofVariant != null) {
            return ofVariant;
        }
        return choice instanceof ServerChoice.OfTarget chosen
                ? jvmArguments.getOrDefault(chosen.target().target().name(), options.jvmArguments())
                : List.of();
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }
}
