package io.heddle.http.form;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServers;
import io.heddle.http.Parameters;
import io.heddle.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Content of type `application/x-www-form-urlencoded` ([WHATWG URL
/// §5.1](https://url.spec.whatwg.org/#urlencoded-parsing)).
class FormTest {

    private static final FormLimits SMALL = new FormLimits(64, 4);
    private static final HttpHandler HANDLER =
            request -> Response.text(print(Form.of(request, SMALL)));

    private static String print(Parameters parameters) {
        List<String> all = new ArrayList<>();
        for (String name : parameters.names()) {
            all.add(name + "=" + parameters.all(name));
        }
        return String.join(" ", all);
    }

    private static byte[] post(String type, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        String head =
                "POST / HTTP/1.1\nHost: a\nContent-Type: %s\nContent-Length: %d\n\n"
                        .formatted(type, bytes.length);
        return wire(head + new String(bytes, ISO_8859_1));
    }

    private static String answer(String content) throws Exception {
        byte[] request = post("application/x-www-form-urlencoded", content);
        String answer = HttpServers.served(HANDLER, request);
        return new String(answer.getBytes(ISO_8859_1), UTF_8);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1&b=2&a=3 | a=[1, 3] b=[2]",
                "a=1+2%2B3&b | a=[1 2+3] b=[]",
                "%C3%BC=%e2%82%ac | ü=[€]",
                "ü=€ | ü=[€]",
                "&&a==&=b& | a=[=] =[b]",
                "`` | ``",
            })
    void hasNamesAndValuesInTheirOrder(String content, String expected) throws Exception {
        assertEquals(expected, body(answer(content)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%4g", "%zz=1", "a=%C3", "a=%FF", "a=%ED%A0%80"})
    void whatIsMalformedIs400(String content) throws Exception {
        assertEquals("400", HttpServers.statuses(answer(content)));
    }

    @Test
    void whatIsTooLargeIs413() throws Exception {
        assertEquals("200", HttpServers.statuses(answer("a=" + "x".repeat(62))));
        assertEquals("413", HttpServers.statuses(answer("a=" + "x".repeat(63))));
        assertEquals("200", HttpServers.statuses(answer("a&b&c&d")));
        assertEquals("413", HttpServers.statuses(answer("a&b&c&d&e")));
        String chunked =
                "POST / HTTP/1.1\nHost: a\nContent-Type: application/x-www-form-urlencoded\n"
                        + "Transfer-Encoding: chunked\n\n41\na="
                        + "x".repeat(63)
                        + "\n0\n\n";
        assertEquals("413", HttpServers.statuses(HttpServers.served(HANDLER, wire(chunked))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-www-form-urlencoded; charset=UTF-8 | 200",
                "Application/X-WWW-Form-URLEncoded;charset=\"utf-8\" | 200",
                "application/x-www-form-urlencoded; charset=iso-8859-1 | 415",
                "application/json | 415",
                "multipart/form-data; boundary=b | 415",
                "application/x-www-form-urlencoded; charset=\"utf-8 | 400",
            })
    void otherTypesAre415(String type, String status) throws Exception {
        String answer = HttpServers.served(HANDLER, post(type, "a=1"));

        assertEquals(status, HttpServers.statuses(answer));
    }

    @Test
    void noTypeIs415() throws Exception {
        String answer =
                HttpServers.served(
                        HANDLER, wire("POST / HTTP/1.1\nHost: a\nContent-Length: 3\n\na=1"));

        assertEquals("415", HttpServers.statuses(answer));
        assertTrue(body(answer).contains("application/x-www-form-urlencoded"), answer);
    }

    @Test
    void limitsMustBeInTheirRanges() {
        assertThrows(IllegalArgumentException.class, () -> FormLimits.DEFAULT.withBytes(0));
        assertThrows(IllegalArgumentException.class, () -> FormLimits.DEFAULT.withFields(0));
        assertThrows(IllegalArgumentException.class, () -> Parameters.of(List.of("a")));
    }
}
