using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TelegramBotStack.Simulator;

namespace TelegramBotStack.EndToEnd;

/// <summary>Backups of a bot that writes 100 times a second beside 50 MB. With BOTSTACK_SOAK=1 fifty of them, else five.</summary>
public class BackupUnderLoadTests(SandboxFixture sandbox, ITestOutputHelper output)
{
    private static readonly int Backups = Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1" ? 50 : 5;

    [Fact]
    public Task Every_backup_of_a_SQLite_database_that_is_written_to_restores_whole() => BackUp("sqlite-writer", LookIntoDatabase);

    [Fact]
    public Task Every_backup_of_JSON_files_that_are_written_to_restores_whole() => BackUp("json-writer", LookIntoJson);

    private async Task BackUp(string behaviour, Func<string, long> look)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var telegram = await TelegramSimulator.StartAsync(cancellationToken: cancellationToken);
        using var bot = new DataBotRepository(await sandbox.HostAsync(), telegram);
        bot.Configure(behaviour, variables: "  DATABOT_MEGABYTES: \"50\"\n");
        (await bot.Run("DeployUp")).ShouldEndWith(0);

        var freezes = new List<double>();
        var last = 0L;
        for (var number = 1; number <= Backups; number++)
        {
            var made = (await bot.Run("Backup")).ShouldEndWith(0).Json;
            freezes.Add(made.GetProperty("freezeMilliseconds").GetDouble());
            made.GetProperty("verified").GetBoolean().ShouldBeTrue();
            made.GetProperty("odd").GetArrayLength().ShouldBe(0);
            made.GetProperty("dataBytes").GetInt64().ShouldBeGreaterThan(50_000_000);

            var place = Path.Combine(bot.Repository.Directory, "restored");
            bot.Unpack(made.GetProperty("path").GetString()!, place);
            var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(place, "manifest.json"), cancellationToken)).RootElement;
            var files = Directory.GetFiles(Path.Combine(place, "data"), "*", SearchOption.AllDirectories);
            files.Length.ShouldBe(manifest.GetProperty("count").GetInt32());
            files.Sum(file => new FileInfo(file).Length).ShouldBe(manifest.GetProperty("bytes").GetInt64());
            files.ShouldNotContain(file => file.Contains(".botstack", StringComparison.Ordinal));
            var written = look(Path.Combine(place, "data"));
            written.ShouldBeGreaterThan(last);
            last = written;
            Directory.Delete(place, recursive: true);
        }

        freezes.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{behaviour}: {Backups} backups, frozen for {freezes[0]:0.0} to {freezes[^1]:0.0} ms, median {freezes[freezes.Count / 2]:0.0} ms; {last} writes"));
        bot.Files.Count.ShouldBe(Math.Min(Backups, 10));
        freezes[^1].ShouldBeLessThan(10_000); // the least that is promised; how fast it is depends on the machine
        (await bot.Run("DeployDown", "--purge", "--skip-backup")).ShouldEndWith(0);
    }

    private static long LookIntoDatabase(string directory)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(directory, "bot.db")};Pooling=False");
        database.Open();
        Value("PRAGMA integrity_check").ShouldBe("ok");
        var total = (long)Value("SELECT count FROM total")!;
        Value("SELECT COUNT(*) FROM entries").ShouldBe(total);
        Value("SELECT MAX(number) FROM entries").ShouldBe(total);
        return total;

        object? Value(string text)
        {
            using var command = database.CreateCommand();
#pragma warning disable CA2100 // the texts are constants of this test
            command.CommandText = text;
#pragma warning restore CA2100
            return command.ExecuteScalar();
        }
    }

    private static long LookIntoJson(string directory)
    {
        var numbers = new Dictionary<string, long>();
        foreach (var file in Directory.GetFiles(Path.Combine(directory, "storage"), "*.json"))
        {
            var entry = JsonDocument.Parse(File.ReadAllText(file)).RootElement;
            if (entry.GetProperty("value").ValueKind == JsonValueKind.Number)
            {
                numbers[entry.GetProperty("key").GetString()!] = entry.GetProperty("value").GetInt64();
            }
        }

        // All of one moment: the number written last is the greatest, or there is one more that was being written.
        var last = numbers["last"];
        numbers.Remove("last");
        numbers.Values.Max().ShouldBeInRange(last, last + 1);
        var expected = Math.Min(200, numbers.Values.Max());
        numbers.Count.ShouldBe((int)expected);
        numbers.Values.ShouldAllBe(number => number > last - 201);
        return last;
    }
}
