package io.heddle.http;

import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.statuses;
import static io.heddle.http.HttpServers.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {

    private static final Router ROUTER =
            Router.EMPTY
                    .get("/", _ -> Response.text("root"))
                    .get("/users", _ -> Response.text("users"))
                    .get(
                            "/users/{id}",
                            request -> Response.text("user " + request.pathParameter("id")))
                    .get("/users/me", _ -> Response.text("me"))
                    .post("/users/{id}", _ -> Response.text("posted"))
                    .get(
                            "/files/{path...}",
                            request -> Response.text("file " + request.pathParameter("path")))
                    .delete(
                            "/a/{x}/b/{y}",
                            request ->
                                    Response.text(
                                            request.pathParameter("x")
                                                    + request.pathParameter("y")));

    private static String ask(String method, String target) throws Exception {
        return served(ROUTER, wire(method + " " + target + " HTTP/1.1\nHost: a\n\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, root",
        "GET, /users, users",
        "GET, /users?x=1, users",
        "GET, /users/7, user 7",
        "GET, /users/a%20b, user a b",
        "GET, /users/me, me",
        "POST, /users/7, posted",
        "GET, /files/a/b.txt, file a/b.txt",
        "GET, /files/, 'file '",
        "DELETE, /a/1/b/2, 12",
    })
    void findsTheHandlerOfThePath(String method, String target, String content) throws Exception {
        String answer = ask(method, target);

        assertEquals("200", statuses(answer));
        assertTrue(answer.endsWith("\r\n\r\n" + content), answer);
    }

    @ParameterizedTest
    @CsvSource({"/none", "/users/", "/users/7/8", "/a/1/b", "//users"})
    void saysThatThereIsNothing(String target) throws Exception {
        assertEquals("404", statuses(ask("GET", target)));
    }

    @Test
    void saysWhichMethodsThereAre() throws Exception {
        String wrong = ask("PUT", "/users/7");
        String options = ask("OPTIONS", "/users/7");

        assertEquals("405", statuses(wrong));
        assertTrue(wrong.contains("Allow: GET, HEAD, OPTIONS, POST\r\n"), wrong);
        assertEquals("204", statuses(options));
        assertTrue(options.contains("Allow: GET, HEAD, OPTIONS, POST\r\n"), options);
        assertEquals("204", statuses(ask("OPTIONS", "*")));
        assertEquals("200", statuses(ask("HEAD", "/users")));
    }

    @Test
    void refusesRoutesThatAreNone() {
        HttpHandler handler = _ -> Response.OK;

        assertThrows(IllegalArgumentException.class, () -> ROUTER.get("users", handler));
        assertThrows(IllegalArgumentException.class, () -> ROUTER.get("/users", handler));
        assertThrows(IllegalArgumentException.class, () -> ROUTER.get("/users/{name}/x", handler));
        assertThrows(IllegalArgumentException.class, () -> ROUTER.get("/{a...}/b", handler));
        assertThrows(IllegalArgumentException.class, () -> ROUTER.get("/{}", handler));
    }

    @ParameterizedTest
    @CsvSource({
        "/files/a/b%2fc/, '[a, b/c, ]'",
        "/files/, '[]'",
        "/in/x/y, '[y]'",
        "/exact/x, '[exact, x]'",
    })
    void segmentsThatARouteLeavesAreKeptApart(String target, String remaining) throws Exception {
        HttpHandler handler = request -> Response.text("" + request.remainingSegments());
        Router router =
                Router.EMPTY
                        .get("/files/{path...}", handler)
                        .get("/in/{name}/{path...}", handler)
                        .get("/exact/{name}", handler);

        String answer = served(router, wire("GET " + target + " HTTP/1.1\nHost: a\n\n"));

        assertTrue(answer.endsWith("\r\n\r\n" + remaining), answer);
    }

    @Test
    void filtersAreAroundIt() throws Exception {
        Filter outer = next -> request -> next.handle(request).withField("A", "outer");
        Filter inner = next -> request -> next.handle(request).withField("A", "inner");

        String answer =
                served(outer.then(inner).around(ROUTER), wire("GET / HTTP/1.1\nHost: a\n\n"));

        assertTrue(answer.contains("A: inner\r\nA: outer\r\n"), answer);
    }
}
