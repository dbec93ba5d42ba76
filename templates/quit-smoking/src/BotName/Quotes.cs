/// <summary>Words of courage.</summary>
public static class Quotes
{
    public static IReadOnlyList<string> All { get; } =
    [
        "Every day without a cigarette is a day that you have won.",
        "The craving passes, whether you smoke or not.",
        "You do not give up smoking. You get your breath back.",
        "The best time to stop was yesterday. The second best was the day you did.",
        "One is too many, and a thousand are never enough.",
        "You are stronger than a roll of paper.",
        "Think of the first stairs that you climb without a pause.",
        "Nobody has ever regretted having stopped.",
    ];

    public static string Any() => All[Random.Shared.Next(All.Count)];
}
