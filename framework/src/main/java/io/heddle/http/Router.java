package io.heddle.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A handler that hands each request to the one of its path and method. Immutable; each method
/// makes a copy with one more route.
///
/// ```java
/// HttpHandler router = Router.EMPTY
///         .get("/", request -> Response.text("hello"))
///         .get("/users/{id}", request -> user(request.pathParameter("id")))
///         .get("/files/{path...}", files);
/// ```
///
/// A path is divided at its slashes. `{name}` is any segment that is not empty; `{name...}`, at the
/// end, is all that is left, which may be nothing. What is said literally comes before what is a
/// parameter, and that before all that is left; the order of the routes means nothing.
///
/// Where there is no route of the path the answer is 404, and where there is none of the method 405
/// with `Allow`. `HEAD` is answered as `GET` is, without the content; `OPTIONS` with `Allow`.
public final class Router implements HttpHandler {

    /// No routes.
    public static final Router EMPTY = new Router(new RouteNode());

    private final RouteNode root;

    private Router(RouteNode root) {
        this.root = root;
    }

    /// A copy with one more route.
    ///
    /// @param method a token, `GET`
    /// @param path begins with a slash
    /// @throws IllegalArgumentException if the path is none, or there is such a route already
    public Router route(String method, String path, HttpHandler handler) {
        RouteNode copy = root.copy();
        copy.add(method, path, handler);
        return new Router(copy);
    }

    /// A copy with a route of `GET`, and so of `HEAD`.
    public Router get(String path, HttpHandler handler) {
        return route("GET", path, handler);
    }

    /// A copy with a route of `POST`.
    public Router post(String path, HttpHandler handler) {
        return route("POST", path, handler);
    }

    /// A copy with a route of `PUT`.
    public Router put(String path, HttpHandler handler) {
        return route("PUT", path, handler);
    }

    /// A copy with a route of `DELETE`.
    public Router delete(String path, HttpHandler handler) {
        return route("DELETE", path, handler);
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (request.path().equals("*")) {
            return Response.of(204);
        }
        List<String> segments = request.segments();
        Map<String, String> parameters = new LinkedHashMap<>(4);
        RouteNode found = root.find(segments, 0, parameters);
        if (found == null) {
            return Response.text("there is nothing here\n").withStatus(404);
        }
        HttpHandler handler = found.handler(request.method());
        if (handler != null) {
            return handler.handle(
                    parameters.isEmpty()
                            ? request
                            : request.onRoute(parameters, found.segmentsBefore()));
        }
        String allowed = String.join(", ", found.allowed());
        return request.method().equals("OPTIONS")
                ? Response.of(204).withField("Allow", allowed)
                : Response.text("there is no such method here\n")
                        .withStatus(405)
                        .withField("Allow", allowed);
    }
}
