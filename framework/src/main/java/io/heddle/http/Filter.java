package io.heddle.http;

/// Something around handlers: who looks at a request before, or at an answer afterwards.
///
/// ```java
/// Filter server = next -> request -> next.handle(request).withField("Server", "example");
/// HttpHandler handler = server.around(router);
/// ```
@FunctionalInterface
public interface Filter {

    /// The handler with this around it.
    HttpHandler around(HttpHandler next);

    /// A filter with another one inside.
    default Filter then(Filter inner) {
        return next -> around(inner.around(next));
    }
}
