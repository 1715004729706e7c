package io.heddle.http;

import io.heddle.WorkLimit;

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

    /// A filter that lets only so many requests in at once as a limit has permits for. Who finds no
    /// room is answered 503 with `Retry-After`. A permit is held while the handler runs, not while
    /// its answer is written.
    static Filter limitedBy(WorkLimit limit) {
        return next -> request -> limit.<Response, Exception>run(() -> next.handle(request));
    }

    /// A filter with another one inside.
    default Filter then(Filter inner) {
        return next -> around(inner.around(next));
    }
}
