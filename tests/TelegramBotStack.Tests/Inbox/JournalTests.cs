using System.Text;
using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Inbox;

namespace TelegramBotStack.Tests.Inbox;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_started_and_done_is_known_after_the_process_has_died()
    {
        Write(journal =>
        {
            journal.Started(10);
            journal.Done(10);
            journal.Started(11);
        });

        Read(journal =>
        {
            journal.IsDone(10).ShouldBeTrue();
            journal.WasStarted(10).ShouldBeFalse();
            journal.WasStarted(11).ShouldBeTrue();
            journal.IsDone(11).ShouldBeFalse();
            journal.WasStarted(12).ShouldBeFalse();
        });
    }

    [Fact]
    public void A_day_later_everything_is_forgotten_since_ids_may_come_again()
    {
        Write(journal =>
        {
            journal.Started(10);
            journal.Done(10);
            journal.Started(11);
        });
        _time.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        Read(journal =>
        {
            journal.IsDone(10).ShouldBeFalse();
            journal.WasStarted(11).ShouldBeFalse();
        });
    }

    [Theory]
    [InlineData("D 12 17")]
    [InlineData("D 12")]
    [InlineData("D")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    [InlineData("D x 1")]
    public void A_record_cut_short_by_a_loss_of_power_spoils_no_other(string torn)
    {
        Write(journal => journal.Done(10));
        File.AppendAllText(_directory["journal"], torn);
        Write(journal => journal.Done(11));

        Read(journal =>
        {
            journal.IsDone(10).ShouldBeTrue();
            journal.IsDone(11).ShouldBeTrue();
            journal.IsDone(12).ShouldBeFalse();
        });
    }

    [Fact]
    public void The_files_stay_small_and_keep_the_newest()
    {
        Write(journal =>
        {
            journal.Started(1);
            for (var id = 1_000; id < 2_000; id++)
            {
                journal.Started(id);
                journal.Done(id);
                journal.Write();
                if (journal.IsFull)
                {
                    journal.Rotate();
                }
            }
        });

        Read(journal =>
        {
            journal.IsDone(1_999).ShouldBeTrue();
            journal.IsDone(1_900).ShouldBeTrue();
            journal.IsDone(1_000).ShouldBeFalse();
            journal.WasStarted(1).ShouldBeTrue("it is not done, however long ago it was started");
        });
        Directory.EnumerateFiles(_directory.Path).Sum(path => new FileInfo(path).Length).ShouldBeLessThan(20_000);
    }

    [Fact]
    public void Records_are_lines_a_person_can_read()
    {
        Write(journal => journal.Done(10));

        File.ReadAllText(_directory["journal"], Encoding.ASCII).Trim().ShouldBe($"D 10 {_time.GetUtcNow().ToUnixTimeSeconds()}");
    }

    private void Write(Action<Journal> write)
    {
        using var store = new FileInboxStore(_directory.Path);
        var journal = new Journal(store, _time, donePerFile: 100);
        write(journal);
        journal.Write();
    }

    private void Read(Action<Journal> read) => Write(read);
}
