package io.heddle.http;

import io.heddle.Connection;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What all connections of a server share: how a request becomes an answer, and who is told.
final class Exchanges {

    private final HttpConfig config;
    private final HttpHandler handler;
    private final LateAnswers lateAnswers = new LateAnswers();

    Exchanges(HttpConfig config, HttpHandler handler) {
        this.config = config;
        this.handler = handler;
    }

    HttpConfig config() {
        return config;
    }

    LateAnswers lateAnswers() {
        return lateAnswers;
    }

    /// The answer to a request, whatever the handler does.
    Response answer(Request request) throws Exception {
        try {
            return ScopedValue.where(Request.CURRENT, request).call(() -> handler.handle(request));
        } catch (HttpException error) {
            return error.response();
        }
    }

    boolean isObserved() {
        return !config.observers().isEmpty();
    }

    void answered(Request request, Response response, long contentBytes, Duration took) {
        tell(observer -> observer.answered(request, response, contentBytes, took));
    }

    void brokeOff(
            Request request,
            @Nullable Response response,
            long contentBytes,
            Duration took,
            Throwable cause) {
        tell(observer -> observer.brokeOff(request, response, contentBytes, took, cause));
    }

    void refused(Connection peer, Refusal refusal) {
        tell(observer ->
                observer.refused(peer, refusal.status(), String.valueOf(refusal.getMessage())));
    }

    void failed(Request request, Throwable failure) {
        tell(observer -> observer.failed(request, failure));
    }

    private void tell(Consumer<HttpObserver> event) {
        for (HttpObserver observer : config.observers()) {
            try {
                event.accept(observer);
            } catch (RuntimeException ofTheObserver) {
                // an exchange is not worth less because somebody cannot watch it
            }
        }
    }
}
