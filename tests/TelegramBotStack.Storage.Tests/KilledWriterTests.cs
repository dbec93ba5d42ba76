using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace TelegramBotStack.Storage.Tests;

/// <summary>
/// A process that writes is killed with SIGKILL at a random moment, again and again on the same data: with BOTSTACK_SOAK=1
/// a hundred times, else eight.
/// </summary>
public sealed class KilledWriterTests : IDisposable
{
    private static readonly int Kills = Environment.GetEnvironmentVariable("BOTSTACK_SOAK") == "1" ? 100 : 8;

    private readonly TemporaryDirectory _directory = new();
    private readonly Random _random = new(20261125);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("json")]
    [InlineData("sqlite")]
    public async Task A_process_that_is_killed_while_it_writes_loses_nothing_acknowledged_and_breaks_nothing(string storage)
    {
        var acknowledged = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged = await WriteUntilKilledAsync(storage, acknowledged);
            acknowledged = await CheckAsync(storage, acknowledged);
        }

        acknowledged.ShouldBeGreaterThan(Kills);
        Directory.GetFiles(_directory.Path, "*.broken", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <returns>The last round that was acknowledged.</returns>
    private async Task<long> WriteUntilKilledAsync(string storage, long before)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "TelegramBotStack.StorageWriter.dll"), $"--BOTSTACK_DATA={_directory.Path}", $"--BOTSTACK_STORAGE={storage}"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        try
        {
            // Killed while it writes, not while it starts.
            var last = await LastLineAsync(process, lines: _random.Next(1, 12)) ?? before;
            await Task.Delay(_random.Next(0, 8), Cancellation);
            process.Kill();

            // What is in the pipe was acknowledged as well; a line that the kill has cut is not.
            var rest = (await process.StandardOutput.ReadToEndAsync(Cancellation)).Split('\n')[..^1];
            return rest.Length > 0 ? long.Parse(rest[^1], CultureInfo.InvariantCulture) : last;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
        }
    }

    private static async Task<long?> LastLineAsync(Process process, int lines)
    {
        long? last = null;
        for (var line = 0; line < lines; line++)
        {
            last = long.Parse((await process.StandardOutput.ReadLineAsync(Cancellation)).ShouldNotBeNull(), CultureInfo.InvariantCulture);
        }

        return last;
    }

    /// <returns>The last round that was written as a whole.</returns>
    private async Task<long> CheckAsync(string name, long acknowledged)
    {
        await using var bot = BotApplication.CreateBuilder($"--BOTSTACK_DATA={_directory.Path}", $"--BOTSTACK_STORAGE={name}")
            .UseSqliteStorage().Build();
        await bot.Services.GetRequiredService<IStorageBackend>().OpenAsync(Cancellation);
        var storage = bot.Services.GetRequiredService<IStorage>();

        var last = await storage.GetAsync<long>("last", Cancellation);
        last.ShouldBeInRange(acknowledged, acknowledged + 1);
        var left = await storage.GetAsync<long>("left", Cancellation);
        left.ShouldBeInRange(last, last + 1);
        (await storage.GetAsync<long>("right", Cancellation)).ShouldBe(left, "written in one batch with it");
        (await storage.GetAsync<long>($"expiring/{left % 7}", Cancellation)).ShouldBe(left, "in the same batch");
        (await storage.ExistsAsync($"expiring/{(left + 3) % 7}", Cancellation)).ShouldBeFalse("deleted in the same batch");

        // Each start goes on with the round it finds, so it can count a round that was not finished twice.
        (await storage.GetAsync<long>("count", Cancellation)).ShouldBeInRange(last, last + Kills + 1);
        for (var round = Math.Max(1, last - 18); round <= last; round++)
        {
            var text = (await storage.GetAsync<string>($"single/{round % 20}", Cancellation)).ShouldNotBeNull();
            text.ShouldStartWith($"{round} ");
            text.Length.ShouldBe(5000 + round.ToString(CultureInfo.InvariantCulture).Length + 1);
        }

        return last;
    }
}
