using Microsoft.Extensions.Time.Testing;
using TelegramBotStack.Simulator.Load;

namespace TelegramBotStack.Simulator.Tests.Load;

public sealed class LoadLedgerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LoadLedger _ledger;

    public LoadLedgerTests() => _ledger = new LoadLedger(_time, users: 2);

    [Fact]
    public void Texts_are_numbered_for_each_user()
    {
        string[] texts = [_ledger.Send(0), _ledger.Send(1), _ledger.Send(1)];

        texts.ShouldBe(["u1 m1", "u2 m1", "u2 m2"]);
    }

    [Fact]
    public void An_unanswered_message_is_lost()
    {
        _ledger.Send(0);
        _ledger.Send(1);
        _ledger.Answer(1, "u2 m1");

        var report = _ledger.Report();

        (report.Sent, report.Answered, report.Lost).ShouldBe((2, 1, 1));
        report.LostTexts.ShouldBe(["u1 m1"]);
        report.IsFlawless.ShouldBeFalse();
    }

    [Fact]
    public void A_second_answer_is_doubled()
    {
        _ledger.Send(0);
        _ledger.Answer(0, "u1 m1");
        _ledger.Answer(0, "u1 m1");

        var report = _ledger.Report();

        (report.Answered, report.Doubled).ShouldBe((1, 1));
        report.DoubledTexts.ShouldBe(["u1 m1"]);
        report.IsFlawless.ShouldBeFalse();
    }

    [Fact]
    public void An_answer_after_a_later_ones_is_out_of_order()
    {
        _ledger.Send(0);
        _ledger.Send(0);
        _ledger.Answer(0, "u1 m2");
        _ledger.Answer(0, "u1 m1");

        var report = _ledger.Report();

        (report.Answered, report.OutOfOrder, report.Lost).ShouldBe((2, 1, 0));
        report.IsFlawless.ShouldBeFalse();
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("u2 m1")]
    [InlineData("u1 m2")]
    [InlineData("u1 m0")]
    [InlineData("u1 m1 again")]
    public void Any_other_text_is_unexpected(string text)
    {
        _ledger.Send(0);
        _ledger.Send(1);
        _ledger.Answer(0, text);

        var report = _ledger.Report();

        (report.Unexpected, report.Answered, report.Doubled).ShouldBe((1, 0, 0));
    }

    [Fact]
    public void Delays_are_from_message_to_first_answer()
    {
        foreach (var milliseconds in new[] { 10, 20, 400 })
        {
            var text = _ledger.Send(0);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            _ledger.Answer(0, text);
        }

        var report = _ledger.Report();

        report.LongestDelay.ShouldBe(TimeSpan.FromMilliseconds(400));
        report.MedianDelay.TotalMilliseconds.ShouldBe(20, tolerance: 0.2);
    }

    [Fact]
    public void Silence_counts_only_while_an_answer_is_owed()
    {
        _ledger.Send(0);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _ledger.Answer(0, "u1 m1");
        _time.Advance(TimeSpan.FromHours(1));
        _ledger.Report().LongestSilence.ShouldBe(TimeSpan.FromMilliseconds(30));

        _ledger.Send(0);
        var owedSince = _time.GetUtcNow();
        _ledger.Send(1);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _ledger.Answer(0, "u1 m2");
        _time.Advance(TimeSpan.FromMilliseconds(20));
        _ledger.Answer(1, "u2 m1");

        var report = _ledger.Report();
        report.LongestSilence.ShouldBe(TimeSpan.FromMilliseconds(50));
        report.LongestSilenceAt.ShouldBe(owedSince);
    }

    [Fact]
    public void A_bot_that_never_answers_is_silent_to_the_end()
    {
        _ledger.Send(0);
        _time.Advance(TimeSpan.FromSeconds(7));

        _ledger.Report().LongestSilence.ShouldBe(TimeSpan.FromSeconds(7));
    }
}
