using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Configuration;
using TelegramBotStack.Status;

namespace TelegramBotStack.Tests.Status;

public sealed class StatusFileTests : IDisposable
{
    private readonly TemporaryDirectory _data = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 2, 15, 0, TimeSpan.Zero));

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_instance_that_was_started_again_tells_how_the_run_before_it_ended()
    {
        var first = Board();
        await using (var file = File(first, _data["bot.json"]))
        {
            file.Start();
            first.NoteError("hung", "The bot hung.");
            first.Enter(InstanceState.Failed);
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        await using var second = File(Board(), _data["bot.json"]);
        second.Start();

        var previous = Read(_data["bot.json"]).PreviousRun.ShouldNotBeNull();
        previous.State.ShouldBe(InstanceState.Failed);
        previous.Error.ShouldNotBeNull().Code.ShouldBe("hung");
        previous.LastSeenAt.ShouldBe(_time.GetUtcNow() - TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_run_that_was_killed_leaves_the_state_it_was_killed_in()
    {
        var first = Board();
        await using (var file = File(first, _data["bot.json"]))
        {
            file.Start();
            first.NoteError("poll-failed", "Long ago, and over.");
            first.Enter(InstanceState.Active);
        }

        await using var second = File(Board(), _data["bot.json"]);
        second.Start();

        var previous = Read(_data["bot.json"]).PreviousRun.ShouldNotBeNull();
        previous.State.ShouldBe(InstanceState.Active);
        previous.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_full_disk_does_not_make_a_bot_look_hung()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small disk needs Linux and root.");
        Mount("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", _data.Path);
        try
        {
            var board = Board();
            await using var file = File(board, _data["bot.json"]);
            file.Start();
            Fill(_data["everything"]);
            _time.Advance(TimeSpan.FromMinutes(1));

            board.Enter(InstanceState.Active);

            var full = Read(_data["bot.json"]);
            full.State.ShouldBe(InstanceState.Active);
            full.HeartbeatAt.ShouldBe(_time.GetUtcNow());
            full.LastError.ShouldNotBeNull().Code.ShouldBe("disk-full");
            full.DataFreeBytes.ShouldBe(0);

            System.IO.File.Delete(_data["everything"]);
            board.Enter(InstanceState.Parked);

            Read(_data["bot.json"]).DataFreeBytes.ShouldNotBeNull().ShouldBeGreaterThan(0);
        }
        finally
        {
            Mount("umount", _data.Path);
        }
    }

    private StatusBoard Board() => new("bot", "local", _time, SecretMask.None);

    private StatusFile File(StatusBoard board, string path) => new(path, board, _time, NullLogger<StatusFile>.Instance);

    private static InstanceStatus Read(string path) =>
        JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(path), ContractJson.Default.InstanceStatus).ShouldNotBeNull();

    private static void Mount(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, program);
    }

    private static void Fill(string path)
    {
        using var file = System.IO.File.Create(path);
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException error)
        {
            error.Message.ShouldContain("space");
        }
    }
}
