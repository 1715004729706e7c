package io.heddle.loadtest.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A target with the parameters of one variant of it, as typed: `netty-epoll` or
/// `netty-epoll:loops=2`.
///
/// @param text what was typed; the name under which its results are shown
public record TargetSpec(String text, Target target, Map<String, String> parameters) {

    /// Reads what was typed.
    ///
    /// @throws IllegalArgumentException if the target or a parameter is unknown, or a value is
    ///   neither one of the parameter's words nor, where it has none, a whole number of at least 1
    public static TargetSpec parse(String text) {
        int colon = text.indexOf(':');
        var target = Targets.named(colon < 0 ? text : text.substring(0, colon));
        var parameters = new LinkedHashMap<String, String>();
        if (colon >= 0) {
            for (String parameter : text.substring(colon + 1).split(",", -1)) {
                addParameter(parameters, target, parameter);
            }
        }
        var spec = new TargetSpec(text, target, parameters);
        if (spec.udp() && spec.tls()) {
            throw new IllegalArgumentException("TLS needs a stream, was '%s'".formatted(text));
        }
        return spec;
    }

    private static void addParameter(
            Map<String, String> parameters, Target target, String parameter) {
        int equals = parameter.indexOf('=');
        String key = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        if (!target.parameters().contains(key)) {
            throw new IllegalArgumentException(
                    "target '%s' has no parameter '%s', it has %s"
                            .formatted(target.name(), key, target.parameters()));
        }
        requireValid(target, key, value);
        parameters.put(key, value);
    }

    private static void requireValid(Target target, String key, String value) {
        List<String> words = target.words(key);
        boolean valid = words.isEmpty() ? value.matches("[1-9]\\d{0,8}") : words.contains(value);
        if (!valid) {
            var expected = words.isEmpty() ? "at least 1" : String.join(" or ", words);
            throw new IllegalArgumentException(
                    "parameter '%s' of target '%s' must be %s, was '%s'"
                            .formatted(key, target.name(), expected, value));
        }
    }

    /// Its name and parameters, from which [#parse] makes the same variant again.
    public String argument() {
        return parameters.isEmpty()
                ? target.name()
                : target.name()
                        + ":"
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining(","));
    }

    /// The same variant in its tuned profile; what was typed wins. Its results keep their name.
    public TargetSpec tuned() {
        var all = new LinkedHashMap<String, String>();
        for (var tuning : target.tuned()) {
            if (tuning.kind() == Tuning.Kind.PARAMETER) {
                addParameter(all, target, tuning.setting());
            }
        }
        all.putAll(parameters);
        return new TargetSpec(text, target, all);
    }

    /// Whether this variant speaks TLS.
    public boolean tls() {
        return Target.ON.equals(parameters.get(Target.TLS));
    }

    /// Whether this variant listens on a Unix socket.
    public boolean unix() {
        return Target.UNIX.equals(parameters.get(Target.SOCKET));
    }

    /// Whether this variant listens for datagrams.
    public boolean udp() {
        return Target.UDP.equals(parameters.get(Target.SOCKET));
    }

    /// The same variant over TLS, for a target that can. Its results keep their name.
    public TargetSpec overTls() {
        var all = new LinkedHashMap<>(parameters);
        addParameter(all, target, Target.TLS + "=" + Target.ON);
        return new TargetSpec(text, target, all);
    }

    /// The same variant on a Unix socket, for a target that can. Its results keep their name.
    public TargetSpec onUnix() {
        var all = new LinkedHashMap<>(parameters);
        addParameter(all, target, Target.SOCKET + "=" + Target.UNIX);
        return new TargetSpec(text, target, all);
    }

    /// The flags of the JVM in its tuned profile.
    public List<String> tunedJvmFlags() {
        return target.tuned().stream()
                .filter(tuning -> tuning.kind() == Tuning.Kind.JVM_FLAG)
                .map(Tuning::setting)
                .toList();
    }

    /// A number's value, or `absent` when this variant does not set it.
    public int parameter(String key, int absent) {
        var value = parameters.get(key);
        return value == null ? absent : Integer.parseInt(value);
    }
}
