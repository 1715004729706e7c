package io.heddle.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A place in the tree of routes: what may follow, and the handlers of the paths that end here. Not
/// changed once it is part of a [Router].
final class RouteNode {

    private static final String REST = "...";

    private final Map<String, RouteNode> literal = new HashMap<>();
    private final Map<String, HttpHandler> handlers = new TreeMap<>(); // by method
    private @Nullable RouteNode parameter; // any segment
    private @Nullable RouteNode rest; // all that is left
    private @Nullable String name; // of the parameter that leads here
    private final int depth; // how many segments lead here
    private final boolean isRest; // whether the last of them stands for all that is left

    RouteNode() {
        this(0, false);
    }

    private RouteNode(int depth, boolean isRest) {
        this.depth = depth;
        this.isRest = isRest;
    }

    RouteNode copy() {
        var copy = new RouteNode(depth, isRest);
        literal.forEach((segment, node) -> copy.literal.put(segment, node.copy()));
        copy.handlers.putAll(handlers);
        copy.parameter = parameter == null ? null : parameter.copy();
        copy.rest = rest == null ? null : rest.copy();
        copy.name = name;
        return copy;
    }

    /// Adds a route.
    ///
    /// @throws IllegalArgumentException if the path is none, or there is such a route already
    void add(String method, String path, HttpHandler handler) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must begin with a slash, was '" + path + "'");
        }
        RouteNode node = this;
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            node = node.next(path, segments[i], i == segments.length - 1);
        }
        if (node.handlers.putIfAbsent(method, handler) != null) {
            throw new IllegalArgumentException(
                    "there is a route already of " + method + " " + path);
        }
    }

    private RouteNode next(String path, String segment, boolean isLast) {
        if (!segment.startsWith("{") || !segment.endsWith("}")) {
            return literal.computeIfAbsent(segment, _ -> new RouteNode(depth + 1, false));
        }
        String text = segment.substring(1, segment.length() - 1);
        if (text.endsWith(REST)) {
            if (!isLast) {
                throw new IllegalArgumentException(
                        segment + " must be the last segment, was in " + path);
            }
            rest = rest == null ? new RouteNode(depth + 1, true) : rest;
            rest.isNamed(text.substring(0, text.length() - REST.length()), path);
            return rest;
        }
        parameter = parameter == null ? new RouteNode(depth + 1, false) : parameter;
        parameter.isNamed(text, path);
        return parameter;
    }

    private void isNamed(String parameter, String path) {
        if (parameter.isEmpty() || (name != null && !name.equals(parameter))) {
            throw new IllegalArgumentException(
                    "parameter must be "
                            + (name == null ? "named" : name + " as in another route")
                            + ", was '"
                            + parameter
                            + "' in "
                            + path);
        }
        name = parameter;
    }

    /// Where a path ends.
    ///
    /// @param from the first segment that is still to be found
    /// @param parameters those on the way are put here
    /// @return null if it ends nowhere
    @Nullable RouteNode find(List<String> segments, int from, Map<String, String> parameters) {
        if (from == segments.size()) {
            return handlers.isEmpty() ? null : this;
        }
        String segment = segments.get(from);
        RouteNode next = literal.get(segment);
        RouteNode found = next == null ? null : next.find(segments, from + 1, parameters);
        if (found == null && parameter != null && !segment.isEmpty()) {
            found = parameter.find(segments, from + 1, parameters);
            if (found != null) {
                parameters.put(String.valueOf(parameter.name), segment);
            }
        }
        if (found == null && rest != null) {
            found = rest;
            parameters.put(
                    String.valueOf(rest.name),
                    String.join("/", segments.subList(from, segments.size())));
        }
        return found;
    }

    /// How many segments come before those that this stands for.
    int segmentsBefore() {
        return isRest ? depth - 1 : 0;
    }

    @Nullable HttpHandler handler(String method) {
        HttpHandler handler = handlers.get(method);
        return handler == null && method.equals("HEAD") ? handlers.get("GET") : handler;
    }

    /// The methods that are answered, in alphabetical order.
    Set<String> allowed() {
        Set<String> allowed = new TreeSet<>(handlers.keySet());
        allowed.add("OPTIONS");
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }
}
