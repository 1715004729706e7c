package io.heddle.loadtest.target;

import io.heddle.loadtest.target.blocking.BlockingTarget;
import io.heddle.loadtest.target.heddle.HeddleTarget;
import io.heddle.loadtest.target.helidon.HelidonTarget;
import io.heddle.loadtest.target.jdkhttp.JdkHttpTarget;
import io.heddle.loadtest.target.jetty.JettyTarget;
import io.heddle.loadtest.target.netty.NettyTarget;
import io.heddle.loadtest.target.reactor.NullTarget;
import io.heddle.loadtest.target.reactor.ReactorTarget;
import io.heddle.loadtest.target.reactornetty.ReactorNettyTarget;
import io.heddle.loadtest.target.vertx.VertxTarget;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The targets that exist.
public final class Targets {
    private static final List<Target> BUILT_IN =
            List.of(
                    new HeddleTarget(),
                    BlockingTarget.onVirtualThreads(),
                    BlockingTarget.onPlatformThreads(),
                    new ReactorTarget(),
                    NettyTarget.onNio(),
                    NettyTarget.onEpoll(),
                    NettyTarget.onVirtualThreads(),
                    new ReactorNettyTarget(),
                    VertxTarget.onEventLoops(),
                    VertxTarget.onVirtualThreads(),
                    new HelidonTarget(),
                    JettyTarget.onPlatformThreads(),
                    JettyTarget.onVirtualThreads(),
                    new JdkHttpTarget(),
                    new NullTarget());

    private Targets() {}

    /// All of them, in the order in which they are listed: the built-in ones, then those that other
    /// jars on the class path offer as services.
    public static List<Target> all() {
        var others = ServiceLoader.load(Target.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(BUILT_IN.stream(), others).toList();
    }

    /// Whether it comes with this tool, so that its libraries are known.
    public static boolean isBuiltIn(Target target) {
        return BUILT_IN.contains(target);
    }

    /// The target of this name.
    ///
    /// @throws IllegalArgumentException if there is no such target; the message lists the known
    ///   names
    public static Target named(String name) {
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown target '%s', known are %s".formatted(name, names())));
    }

    private static String names() {
        return all().stream().map(Target::name).collect(Collectors.joining(", "));
    }
}
