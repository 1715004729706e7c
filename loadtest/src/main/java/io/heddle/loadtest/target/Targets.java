package io.heddle.loadtest.target;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The targets that exist.
public final class Targets {
    private static final List<Target> BUILT_IN =
            List.of(
                    new HeddleTarget(),
                    new RawVirtualThreadTarget(),
                    new NioReactorTarget(),
                    new NettyTarget(NettyTransport.NIO),
                    new NettyTarget(NettyTransport.EPOLL));

    private Targets() {}

    /// All of them, in the order in which they are listed: the built-in ones, then those that other
    /// jars on the class path offer as services.
    public static List<Target> all() {
        var others = ServiceLoader.load(Target.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(BUILT_IN.stream(), others).toList();
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
