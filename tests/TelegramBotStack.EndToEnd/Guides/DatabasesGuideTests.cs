namespace TelegramBotStack.EndToEnd.Guides;

/// <summary>The commands of docs/databases.md, on databases of the test's own.</summary>
public sealed class DatabasesGuideTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("botstack-guide-");
    private readonly int port = Guide.FreePort();

    private static IReadOnlyList<string> Commands => Guide.Blocks("databases.md", "sh");

    private string Backups => Path.Combine(directory.FullName, "backups");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task PostgreSQL_is_set_up_dumped_proven_and_brought_back_by_the_commands_of_the_guide()
    {
        await Guide.NeedsAsync("postgresql", "/usr/bin/pg_ctlcluster");
        var cluster = Path.Combine(directory.FullName, "cluster");
        var tools = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        await Guide.ShAsync($"""
            chmod 755 {directory.FullName}
            install -d -o postgres {cluster} {directory.FullName}/socket
            runuser -u postgres -- {tools}/initdb --pgdata={cluster} --auth-local=peer --auth-host=scram-sha-256 --no-sync >/dev/null
            runuser -u postgres -- {tools}/pg_ctl --pgdata={cluster} --wait --timeout=120 --log={cluster}/log --options="-p {port} -k {directory.FullName}/socket -c listen_addresses=127.0.0.1" start >/dev/null
            """);
        try
        {
            // What asks for a password is told it.
            await RunAsync(Find("createuser").Replace("--command='\\password bot'", "--command=\"ALTER ROLE bot PASSWORD 'secret'\"", StringComparison.Ordinal));
            await AsBotAsync("CREATE TABLE fruits (name text); INSERT INTO fruits VALUES ('apples')");
            await RunAsync(Find("install -d -o postgres"));
            var cron = Guide.Blocks("databases.md", "cron").ShouldHaveSingleItem().Split(' ', 7);
            cron[..6].ShouldBe(["15", "*", "*", "*", "*", "postgres"]);
            await RunAsync($"runuser -u postgres -- {cron[6].Replace("$(date +\\%H)", "12", StringComparison.Ordinal)}");

            await AsBotAsync("UPDATE fruits SET name = 'pears'");
            await RunAsync(Find("dropdb proof"));
            (await AsBotAsync("SELECT name FROM fruits")).ShouldBe("pears");
            await RunAsync(Find("--clean --if-exists"));
            (await AsBotAsync("SELECT name FROM fruits")).ShouldBe("apples");
        }
        finally
        {
            await Guide.ShAsync($"runuser -u postgres -- {tools}/pg_ctl --pgdata={cluster} --mode=immediate stop >/dev/null");
        }

        Task<string> RunAsync(string commands) => Guide.ShAsync($"export PGHOST={directory.FullName}/socket PGPORT={port}; cd /\n{Here(commands)}");

        Task<string> AsBotAsync(string sql) => Guide.ShAsync(
            $"PGPASSWORD=secret psql --no-psqlrc --quiet --tuples-only --no-align --host=127.0.0.1 --port={port} --username=bot --dbname=bot --command=\"{sql}\"");
    }

    [Fact]
    public async Task Redis_is_brought_back_from_its_backup_by_the_commands_of_the_guide()
    {
        await Guide.NeedsAsync("redis-server", "/usr/bin/redis-server");
        var data = Directory.CreateDirectory(Path.Combine(directory.FullName, "redis")).FullName;
        Directory.CreateDirectory(Backups);
        var file = Path.Combine(directory.FullName, "redis.conf");
        await File.WriteAllTextAsync(
            file, $"{Guide.Blocks("databases.md", "conf").ShouldHaveSingleItem()}port {port}\ndir {data}\nbind 127.0.0.1\n", TestContext.Current.CancellationToken);
        try
        {
            await RunAsync("systemctl start redis-server");
            await RunAsync("REDISCLI_AUTH=a-long-password redis-cli set fruit apples");
            await RunAsync(Find("--rdb"));
            await RunAsync("REDISCLI_AUTH=a-long-password redis-cli set fruit pears");

            // As the guide says: on only when the files are written.
            await RunAsync(Find("info persistence").Replace(
                "REDISCLI_AUTH=a-long-password redis-cli shutdown",
                "until [ $(REDISCLI_AUTH=a-long-password redis-cli info persistence | grep -c '^aof_rewrite_in_progress:0\\|^aof_rewrite_scheduled:0') -eq 2 ]; do sleep 0.1; done\n"
                    + "REDISCLI_AUTH=a-long-password redis-cli shutdown",
                StringComparison.Ordinal));

            (await RunAsync("REDISCLI_AUTH=a-long-password redis-cli get fruit")).ShouldBe("apples");
        }
        finally
        {
            await RunAsync("systemctl stop redis-server");
        }

        Task<string> RunAsync(string commands) => Guide.ShAsync(
            $$"""
            answers() { REDISCLI_AUTH=a-long-password redis-cli -p {{port}} ping >/dev/null 2>&1; }
            systemctl() {
              case $1 in
              start) redis-server {{file}} --daemonize yes >/dev/null; until answers; do sleep 0.1; done ;;
              stop) REDISCLI_AUTH=a-long-password redis-cli -p {{port}} shutdown || true; while answers; do sleep 0.1; done ;;
              esac
            }

            """ + Here(commands)
                .Replace("runuser -u redis -- ", "", StringComparison.Ordinal)
                .Replace("install -o redis -g redis -m 660", "install", StringComparison.Ordinal)
                .Replace("/etc/redis/redis.conf", file, StringComparison.Ordinal)
                .Replace("/var/lib/redis", data, StringComparison.Ordinal)
                .Replace("redis-cli ", $"redis-cli -p {port} ", StringComparison.Ordinal)
                .Replace("--daemonize yes\n", "--daemonize yes >/dev/null\nuntil answers; do sleep 0.1; done\n", StringComparison.Ordinal));
    }

    private static string Find(string part) => Commands.Single(commands => commands.Contains(part, StringComparison.Ordinal));

    private string Here(string commands) => commands.Replace("/var/backups/bot", Backups, StringComparison.Ordinal);
}
