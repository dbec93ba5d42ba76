using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Lease;

namespace TelegramBotStack.Storage.Tests;

/// <summary>The bot's own program moves its data.</summary>
public sealed class MigrationProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Marker => _directory[".botstack/migration-json-sqlite"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_migration_that_is_killed_is_taken_up_again_and_the_bot_finds_everything()
    {
        const int Values = 1500;
        await FillAsync(Values);
        using (var killed = Start("--storage-migrate", "json", "sqlite"))
        {
            while (!File.Exists(Marker) && !killed.HasExited)
            {
                await Task.Delay(1, Cancellation);
            }

            killed.Kill();
            await killed.WaitForExitAsync(Cancellation);
        }

        // Nearly always in the middle; a machine that was busy elsewhere may have let it come to its end.
        var wasCut = File.Exists(Marker);
        var (exitCode, report) = await RunAsync("--storage-migrate", "json", "sqlite", "--json");

        exitCode.ShouldBe(0, report.ToString());
        report.GetProperty("outcome").GetString().ShouldBe(wasCut ? "Resumed" : "AlreadyThere");
        report.GetProperty("values").GetInt32().ShouldBe(Values);
        File.Exists(Marker).ShouldBeFalse();
        await using var bot = Bot("sqlite");
        (await bot.Services.GetRequiredService<IStorage>().GetAsync<int>("user/1499", Cancellation)).ShouldBe(1499);
    }

    [Fact]
    public async Task Nothing_is_moved_while_the_bot_runs_and_what_is_wrong_is_said()
    {
        await FillAsync(3);
        Directory.CreateDirectory(_directory[".botstack"]);
        using (await Leases().AcquireAsync(Cancellation))
        {
            var (refused, why) = await RunAsync("--storage-migrate", "json", "sqlite", "--json");
            refused.ShouldBe(1);
            why.GetProperty("message").GetString()!.ShouldContain("holder");
            (await RunAsync("--storage-migrate", "json", "sqlite", "--json", "--dry-run")).Report.GetProperty("outcome").GetString().ShouldBe("Planned");
        }

        var (unknown, report) = await RunAsync("--storage-migrate", "json", "mongo", "--json");
        unknown.ShouldBe(1);
        report.GetProperty("message").GetString()!.ShouldContain("json, sqlite");
        File.Exists(_directory["storage.db"]).ShouldBeTrue("the dry run looked whether it is empty");
        Directory.GetFiles(_directory["storage"], "*.json").Length.ShouldBe(3);
    }

    private ILeaseSource Leases() => OperatingSystem.IsWindows()
        ? new FileShareLeaseSource(_directory[".botstack/lease"], "holder", TimeProvider.System)
        : new FlockLeaseSource(_directory[".botstack/lease"], "holder", TimeProvider.System);

    private async Task FillAsync(int values)
    {
        // As the storage writes them, without its waiting for the disk.
        Directory.CreateDirectory(_directory["storage"]);
        foreach (var number in Enumerable.Range(0, values).Select(number => number.ToString(CultureInfo.InvariantCulture)))
        {
            await File.WriteAllTextAsync(
                _directory[$"storage/user%2F{number}.json"], $$"""{ "key": "user/{{number}}", "version": 1, "value": {{number}} }""", Cancellation);
        }
    }

    private BotApplication Bot(string storage)
        => BotApplication.CreateBuilder($"--BOTSTACK_DATA={_directory.Path}", $"--BOTSTACK_STORAGE={storage}").UseSqliteStorage().Build();

    private async Task<(int ExitCode, JsonElement Report)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, JsonSerializer.Deserialize<JsonElement>(output.Split('\n').Last(line => line.StartsWith('{'))));
    }

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "TelegramBotStack.StorageWriter.dll"), $"--BOTSTACK_DATA={_directory.Path}", .. arguments])
    {
        RedirectStandardOutput = true,
    })!;
}
