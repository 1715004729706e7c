package io.heddle;

import io.heddle.internal.text.JsonWriter;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A server's snapshot as JSON, for programs. Durations are whole milliseconds, words are in lower
/// case, what is unlimited or not there is `null`.
final class JsonDump {

    private final JsonWriter json = new JsonWriter();

    private JsonDump() {}

    static String of(ServerSnapshot server) {
        var dump = new JsonDump();
        dump.json.object(() -> dump.members(server));
        return dump.json.toString();
    }

    private void members(ServerSnapshot server) {
        json.member("name", server.name());
        json.member("state", word(server.state()));
        json.member("ready", server.isReady());
        json.member("age_ms", server.age().toMillis());
        json.member("connections", (long) server.connections());
        json.member("bytes_in", server.bytesIn());
        json.member("bytes_out", server.bytesOut());
        json.object("limits", () -> members(server.limits()));
        json.array(
                "listeners", server.listeners(), listener -> json.object(() -> members(listener)));
    }

    private void members(Limits limits) {
        AddressLimits addresses = limits.addresses();
        json.member("max_connections", limit(limits.maxConnections()));
        json.member("reserved", (long) limits.reserved());
        json.member("at_limit", word(limits.atLimit()));
        json.member("per_address", limit(addresses.perAddress()));
        json.member("per_network", limit(addresses.perNetwork()));
        members("address_", addresses.rate());
    }

    private void members(ListenerSnapshot listener) {
        ListenerLimits limits = listener.limits();
        AtLimit atLimit = limits.atLimit();
        json.member("name", listener.name());
        json.member("address", Addresses.print(listener.address()));
        json.member("state", word(listener.state()));
        json.member("max_connections", limit(limits.maxConnections()));
        json.member("at_limit", atLimit == null ? null : word(atLimit));
        members("", limits.rate());
        json.member("exempt", limits.exempt());
        json.member("connections", (long) listener.connections());
        json.member("queued", (long) listener.queued());
        json.array(
                "listed", listener.listed(), connection -> json.object(() -> members(connection)));
    }

    private void members(String prefix, AcceptRate rate) {
        boolean any = rate.isUnlimited();
        json.member(prefix + "rate_count", limit(rate.count()));
        json.member(prefix + "rate_per_ms", any ? null : (Long) rate.per().toMillis());
    }

    private void members(ConnectionSnapshot connection) {
        json.member("id", connection.id());
        json.member("peer", Addresses.print(connection.peer()));
        json.member("phase", word(connection.phase()));
        json.member("age_ms", connection.age().toMillis());
        json.member("idle_ms", connection.idle().toMillis());
        json.member("bytes_in", connection.bytesIn());
        json.member("bytes_out", connection.bytesOut());
        json.member("limit", connection.limit());
        json.member("limit_in_ms", millis(connection.limitIn()));
        json.member("at", orNull(connection.at()));
        json.array("tasks", connection.tasks(), task -> json.object(() -> members(task)));
    }

    private void members(TaskSnapshot task) {
        json.member("name", task.name());
        json.member("state", word(task.state()));
        json.member("at", orNull(task.at()));
    }

    private static @Nullable Long limit(int limit) {
        return limit == Limits.UNLIMITED ? null : (Long) (long) limit;
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toMillis();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String word(AtLimit atLimit) {
        return switch (atLimit) {
            case AtLimit.Hold _ -> "hold";
            case AtLimit.Queue _ -> "queue";
            case AtLimit.Reject _ -> "reject";
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
