using System.Globalization;

/// <summary>Since when somebody has not smoked.</summary>
public sealed record Progress(DateOnly Since)
{
    /// <summary>What each full month adds to the prize fund.</summary>
    public const int PrizePerMonth = 5_000;

    /// <summary>What the prize fund does not exceed.</summary>
    public const int LargestPrize = 100_000;

    public int Months(DateOnly today)
    {
        var months = ((today.Year - Since.Year) * 12) + today.Month - Since.Month;
        return Since.AddMonths(months) > today ? months - 1 : months;
    }

    public int PrizeFund(DateOnly today) => Math.Min(LargestPrize, Months(today) * PrizePerMonth);

    public string Describe(DateOnly today)
    {
        var months = Months(today);
        var days = today.DayNumber - Since.AddMonths(months).DayNumber;
        return string.Create(CultureInfo.InvariantCulture, $"""
            Without a cigarette for {Time(months, days)}, since {Since:yyyy-MM-dd}.
            Your prize fund: {PrizeFund(today):N0}
            """);
    }

    private static string Time(int months, int days)
    {
        string?[] parts = [Count(months / 12, "year"), Count(months % 12, "month"), Count(days, "day")];
        return string.Join(", ", parts.OfType<string>().DefaultIfEmpty("less than a day"));
    }

    private static string? Count(int count, string what) => count == 0 ? null : $"{count} {what}{(count == 1 ? "" : "s")}";
}
