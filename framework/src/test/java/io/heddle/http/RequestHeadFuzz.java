package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import java.util.Arrays;

/// Requests of any bytes: the first byte says where the rest is split. The answers are the same
/// whole and split, and nothing is answered behind a refusal.
public final class RequestHeadFuzz {

    private RequestHeadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length < 2) {
            return;
        }
        byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
        int end = (input[0] & 0xff) % bytes.length;

        String whole = served(MemoryConnection.split(bytes));
        String split = served(MemoryConnection.split(bytes, end));

        assertEquals(whole, split, "split at " + end);
        String statuses = HttpServers.statuses(whole);
        int refusal = statuses.indexOf('4');
        assertTrue(
                refusal < 0 || refusal == statuses.lastIndexOf(' ') + 1, () -> "after " + statuses);
        assertTrue(!statuses.contains("500"), whole);
    }

    /// What is answered, but for the time, and for `100 Continue`, which is said only where the
    /// content has not come yet.
    private static String served(byte[]... pieces) throws Exception {
        return HttpServers.served(RequestHeadFuzz::answer, pieces)
                .replaceAll("Date: .*\r\n", "")
                .replace("HTTP/1.1 100 Continue\r\n\r\n", "");
    }

    /// Asks for everything that a request can tell.
    private static Response answer(Request request) throws Exception {
        int said =
                request.method().length()
                        + request.segments().size()
                        + request.query().toString().length()
                        + request.fields().members("Connection").size()
                        + String.valueOf(request.host()).length()
                        + request.content().readAllBytes().length;
        return Response.text(String.valueOf(said));
    }
}
