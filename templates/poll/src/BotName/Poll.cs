using System.Text;

/// <summary>A question, its answers, and who has chosen which.</summary>
/// <param name="Number">What people call it by.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Answers">What can be chosen.</param>
/// <param name="UpdateId">The update that has made it.</param>
public sealed record Poll(int Number, string Question, string[] Answers, int UpdateId)
{
    public const int MostAnswers = 10;

    private const int BarLength = 10;

    /// <summary>Number of the chosen answer, by the id of who has chosen it: one vote for each.</summary>
    public Dictionary<long, int> Votes { get; init; } = [];

    /// <summary>What is written behind /create_poll; null when it is no question with 2 to 10 different answers.</summary>
    public static (string Question, string[] Answers)? Parse(string text)
    {
        var parts = text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var answers = parts.Skip(1).Distinct().ToArray();
        return answers.Length is >= 2 and <= MostAnswers ? (parts[0], answers) : null;
    }

    /// <summary>The same with a vote; an earlier one of that person counts no longer.</summary>
    public Poll WithVote(long person, int answer) => this with { Votes = new Dictionary<long, int>(Votes) { [person] = answer } };

    /// <summary>The question with a bar for each answer.</summary>
    public string Results()
    {
        var text = new StringBuilder($"№ {Number}: {Question}\n");
        for (var answer = 0; answer < Answers.Length; answer++)
        {
            var votes = Votes.Values.Count(vote => vote == answer);
            var share = Votes.Count == 0 ? 0 : (double)votes / Votes.Count;
            var full = (int)Math.Round(share * BarLength, MidpointRounding.AwayFromZero);
            text.Append($"\n{Answers[answer]}\n{new string('█', full)}{new string('░', BarLength - full)} {share * 100:0}% ({votes})\n");
        }

        return text.Append($"\nVotes: {Votes.Count}").ToString();
    }
}
