using System.Globalization;

namespace TelegramBotStack.Benchmarks;

/// <summary>What to measure and how long.</summary>
internal sealed record CommandLine
{
    public const string Usage =
        """
        Usage: TelegramBotStack.Benchmarks [--bots full,writing,stack,bare,grammy,telegraf,raw] [--rounds 3] [--warm-up 500000]
                                           [--warm-up-seconds 40] [--seconds 10] [--rate 1000] [--backlog 0] [--json <file>]

          --bots      which bots, in the order in which each round runs them; default full,stack,bare,grammy,telegraf
          --rounds    times each is measured; the table has medians
          --warm-up   updates each answers before it is measured, so that its code is compiled for good;
                      with --warm-up-seconds at most for so long
          --seconds   how long each part of a measurement lasts
          --rate      updates per second for the part that measures delays
          --backlog   instead of all that: updates that wait when the bot starts, and how it works them off
          --json      file for the medians
        """;

    public IReadOnlyList<string> Bots { get; private init; } = ["full", "stack", "bare", "grammy", "telegraf"];

    public int Rounds { get; private init; } = 3;

    public int WarmUp { get; private init; } = 500_000;

    public TimeSpan LongestWarmUp { get; private init; } = TimeSpan.FromSeconds(40);

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(10);

    public int Rate { get; private init; } = 1_000;

    public int Backlog { get; private init; }

    public string? Json { get; private init; }

    /// <exception cref="ArgumentException">It is not as <see cref="Usage"/> says.</exception>
    public static CommandLine Parse(IReadOnlyList<string> args)
    {
        var line = new CommandLine();
        if (args.Count % 2 != 0)
        {
            throw new ArgumentException(Usage);
        }

        for (var index = 0; index < args.Count; index += 2)
        {
            var value = args[index + 1];
            line = args[index] switch
            {
                "--bots" => line with { Bots = value.Split(',') },
                "--rounds" => line with { Rounds = Number(value) },
                "--warm-up" => line with { WarmUp = Number(value) },
                "--warm-up-seconds" => line with { LongestWarmUp = TimeSpan.FromSeconds(Number(value)) },
                "--seconds" => line with { Duration = TimeSpan.FromSeconds(Number(value)) },
                "--rate" => line with { Rate = Number(value) },
                "--backlog" => line with { Backlog = Number(value) },
                "--json" => line with { Json = value },
                _ => throw new ArgumentException($"Unknown: {args[index]}.\n\n{Usage}"),
            };
        }

        return line;
    }

    private static int Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is no number above 0.\n\n{Usage}");
}
