using System.Globalization;

namespace TelegramBotStack.Simulator.Load;

/// <summary>
/// Checks the answers of a load. Remembers only what is unanswered, so its size does not grow with time. Guarded by the
/// bot's gate.
/// </summary>
internal sealed class LoadLedger(TimeProvider time, int users)
{
    private const int ExamplesKept = 10;

    private readonly UserLedger[] _users = [.. Enumerable.Range(0, users).Select(_ => new UserLedger())];
    private readonly DelayHistogram _delays = new();
    private readonly List<string> _doubledTexts = [];
    private long _sent;
    private long _answered;
    private long _doubled;
    private long _outOfOrder;
    private long _unexpected;
    private DateTimeOffset? _firstSentAt;
    private DateTimeOffset _owedSince;
    private TimeSpan _longestSilence;
    private DateTimeOffset? _longestSilenceAt;

    public long Outstanding => _sent - _answered;

    /// <summary>Notes the next message of a user and returns its text.</summary>
    public string Send(int user)
    {
        var now = time.GetUtcNow();
        _firstSentAt ??= now;
        if (Outstanding == 0)
        {
            _owedSince = now;
        }

        var number = ++_users[user].LastSent;
        _users[user].Unanswered.Add(number, now);
        _sent++;
        return TextOf(user, number);
    }

    /// <summary>Notes a text the bot has sent to a user; true when it is the first answer to a message.</summary>
    public bool Answer(int user, string text)
    {
        var ledger = _users[user];
        if (NumberIn(text, user) is not { } number || number > ledger.LastSent)
        {
            _unexpected++;
            return false;
        }

        if (!ledger.Unanswered.Remove(number, out var sentAt))
        {
            _doubled++;
            Keep(_doubledTexts, text);
            return false;
        }

        var now = time.GetUtcNow();
        _answered++;
        _delays.Add(now - sentAt);
        _outOfOrder += number < ledger.LastAnswered ? 1 : 0;
        ledger.LastAnswered = Math.Max(number, ledger.LastAnswered);
        NoteSilence(now);
        _owedSince = now;
        return true;
    }

    public LoadReport Report()
    {
        var now = time.GetUtcNow();
        if (Outstanding > 0)
        {
            NoteSilence(now);
        }

        return new LoadReport
        {
            Sent = _sent,
            Answered = _answered,
            Lost = Outstanding,
            Doubled = _doubled,
            OutOfOrder = _outOfOrder,
            Unexpected = _unexpected,
            MedianDelay = _delays.Percentile(0.5),
            NinetyNinthDelay = _delays.Percentile(0.99),
            LongestDelay = _delays.Longest,
            LongestSilence = _longestSilence,
            LongestSilenceAt = _longestSilenceAt,
            Duration = now - (_firstSentAt ?? now),
            LostTexts = [.. LostTexts().Take(ExamplesKept)],
            DoubledTexts = [.. _doubledTexts],
        };
    }

    private static string TextOf(int user, int number) => string.Create(CultureInfo.InvariantCulture, $"u{user + 1} m{number}");

    private static int? NumberIn(string text, int user)
    {
        var start = string.Create(CultureInfo.InvariantCulture, $"u{user + 1} m");
        return text.StartsWith(start, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0
                ? number
                : null;
    }

    private static void Keep(List<string> examples, string text)
    {
        if (examples.Count < ExamplesKept)
        {
            examples.Add(text);
        }
    }

    private IEnumerable<string> LostTexts()
        => _users.SelectMany((ledger, user) => ledger.Unanswered.Keys.Order().Select(number => TextOf(user, number)));

    private void NoteSilence(DateTimeOffset now)
    {
        if (now - _owedSince > _longestSilence)
        {
            _longestSilence = now - _owedSince;
            _longestSilenceAt = _owedSince;
        }
    }

    private sealed class UserLedger
    {
        public Dictionary<int, DateTimeOffset> Unanswered { get; } = [];

        public int LastSent { get; set; }

        public int LastAnswered { get; set; }
    }
}
