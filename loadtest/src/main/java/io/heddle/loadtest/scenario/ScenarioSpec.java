package io.heddle.loadtest.scenario;

import io.heddle.loadtest.quantity.Counts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A scenario with its parameters, as typed: `echo`, `backend:calls=3,delay=100ms`.
///
/// @param text what was typed
/// @param parameters every parameter of the scenario with its text, in its order, the defaults
///   filled in
/// @param connections of the main load; null if not set. Every scenario takes it
public record ScenarioSpec(
        String text,
        Scenario scenario,
        Map<String, String> parameters,
        @Nullable Integer connections) {
    private static final String CONNECTIONS = "connections";
    private static final Parameter SHARED =
            new Parameter(CONNECTIONS, Parameter.Kind.COUNT, "64", "of the main load")
                    .between("1", "1m");

    public ScenarioSpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// Reads what was typed. A list of counts is joined by `+`, or by commas within brackets.
    ///
    /// @param catalogue finds a scenario by its name, or throws `IllegalArgumentException` with a
    ///   message that names the known ones
    /// @throws IllegalArgumentException if the scenario or a parameter is unknown, a parameter is
    ///   set twice, or a value is outside its bounds; the message is one line that names the thing,
    ///   the bound and the value
    public static ScenarioSpec parse(String text, Function<String, Scenario> catalogue) {
        int colon = text.indexOf(':');
        var scenario = catalogue.apply((colon < 0 ? text : text.substring(0, colon)).strip());
        var set = colon < 0 ? Map.<String, String>of() : set(scenario, text.substring(colon + 1));
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : scenario.parameters()) {
            var value = set.get(parameter.name());
            parameters.put(parameter.name(), value == null ? parameter.defaultText() : value);
        }
        var connections = parameters.containsKey(CONNECTIONS) ? null : set.get(CONNECTIONS);
        return new ScenarioSpec(
                text,
                scenario,
                parameters,
                connections == null ? null : (Integer) Counts.parse(connections));
    }

    private static Map<String, String> set(Scenario scenario, String text) {
        var set = new LinkedHashMap<String, String>();
        for (String setting : text.split(",(?![^\\[]*\\])", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(
                        "'%s' of scenario '%s' is not NAME=VALUE"
                                .formatted(setting, scenario.id()));
            }
            var parameter = parameter(scenario, setting.substring(0, equals).strip());
            String value = setting.substring(equals + 1).strip();
            try {
                parameter.check(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "scenario '%s': %s".formatted(scenario.id(), e.getMessage()), e);
            }
            if (set.put(parameter.name(), value) != null) {
                throw new IllegalArgumentException(
                        "scenario '%s': parameter '%s' is set twice"
                                .formatted(scenario.id(), parameter.name()));
            }
        }
        return set;
    }

    private static Parameter parameter(Scenario scenario, String name) {
        List<Parameter> known =
                Stream.concat(scenario.parameters().stream(), Stream.of(SHARED)).toList();
        return known.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "scenario '%s' has no parameter '%s', it has %s"
                                        .formatted(
                                                scenario.id(),
                                                name,
                                                known.stream()
                                                        .map(Parameter::name)
                                                        .distinct()
                                                        .collect(Collectors.joining(", ")))));
    }
}
