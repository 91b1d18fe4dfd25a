// What a host pays for a language inside of it, in Lua by its C API: `embedded SMALL.lua`.
//
// Prints `check SECONDS COUNT`, the median of rounds of a thousand calls of a chunk compiled once, each with another parameter,
// and what the chunk returned; then `call SECONDS`, a call of a host's function from a loop, less the loop.

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 9, CALLS = 1000 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static int compare(const void *left, const void *right) {
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static double median(double *seconds) {
    qsort(seconds, ROUNDS, sizeof *seconds, compare);
    return seconds[ROUNDS / 2];
}

static void fail(lua_State *lua) {
    fprintf(stderr, "%s\n", lua_tostring(lua, -1));
    exit(1);
}

// The host's function: a text in, a number out.
static int letters(lua_State *lua) {
    size_t length;
    luaL_checklstring(lua, 1, &length);
    lua_pushinteger(lua, (lua_Integer)length);
    return 1;
}

static double loop(lua_State *lua, const char *body) {
    double seconds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        if (luaL_loadstring(lua, body)) fail(lua);
        double start = now();
        if (lua_pcall(lua, 0, 0, 0)) fail(lua);
        seconds[round] = (now() - start) / 100000;
    }
    return median(seconds);
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    lua_State *lua = luaL_newstate();
    luaL_openlibs(lua);
    if (luaL_loadfile(lua, arguments[1])) fail(lua);
    double seconds[ROUNDS];
    lua_Integer found = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();
        for (int call = 0; call < CALLS; call++) {
            lua_pushvalue(lua, -1);
            lua_pushnumber(lua, (round + call % 40) / 100.0);
            if (lua_pcall(lua, 1, 1, 0)) fail(lua);
            found = lua_tointeger(lua, -1);
            lua_pop(lua, 1);
        }
        seconds[round] = (now() - start) / CALLS;
    }
    printf("check %.9f %lld\n", median(seconds), (long long)found);
    lua_register(lua, "letters", letters);
    const char *calls = "local count = 0 for i = 1, 100000 do count = count + letters('app') end";
    const char *alone = "local count = 0 for i = 1, 100000 do count = count + 3 end";
    printf("call %.9f\n", loop(lua, calls) - loop(lua, alone));
    lua_close(lua);
    return 0;
}
