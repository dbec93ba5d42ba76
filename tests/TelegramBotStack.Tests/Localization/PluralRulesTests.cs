using TelegramBotStack.Localization;

namespace TelegramBotStack.Tests.Localization;

public sealed class PluralRulesTests
{
    /// <summary>Samples of CLDR's plural rules: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html.</summary>
    [Theory]
    [InlineData("en", "one", "1")]
    [InlineData("en", "other", "0 2 11 21 101")]
    [InlineData("en-gb", "one", "1")]
    [InlineData("ru", "one", "1 21 31 101 1001")]
    [InlineData("ru", "few", "2 3 4 22 24 102 1002")]
    [InlineData("ru", "many", "0 5 11 12 13 14 19 100 111 112")]
    [InlineData("uk", "few", "2 23 104")]
    [InlineData("pl", "one", "1")]
    [InlineData("pl", "few", "2 4 22 104")]
    [InlineData("pl", "many", "0 5 12 21 111")]
    [InlineData("cs", "few", "2 3 4")]
    [InlineData("cs", "other", "0 5 22 100")]
    [InlineData("sr", "few", "2 4 22")]
    [InlineData("sr", "other", "0 5 12 111")]
    [InlineData("fr", "one", "0 1")]
    [InlineData("fr", "many", "1000000 3000000")]
    [InlineData("fr", "other", "2 17 100")]
    [InlineData("pt", "one", "0 1")]
    [InlineData("pt-pt", "one", "1")]
    [InlineData("pt-pt", "other", "0 2")]
    [InlineData("pt-br", "one", "0 1")]
    [InlineData("ar", "zero", "0")]
    [InlineData("ar", "one", "1")]
    [InlineData("ar", "two", "2")]
    [InlineData("ar", "few", "3 10 103 110")]
    [InlineData("ar", "many", "11 26 99 111")]
    [InlineData("ar", "other", "100 102 200 1000")]
    [InlineData("he", "two", "2")]
    [InlineData("sl", "two", "2 102")]
    [InlineData("sl", "few", "3 4 103")]
    [InlineData("lt", "one", "1 21 101")]
    [InlineData("lt", "few", "2 9 22")]
    [InlineData("lt", "other", "0 10 11 19 20")]
    [InlineData("lv", "zero", "0 10 11 19 20 100")]
    [InlineData("lv", "one", "1 21 101")]
    [InlineData("ro", "few", "0 2 16 101 119")]
    [InlineData("ro", "other", "20 35 100")]
    [InlineData("hi", "one", "0 1")]
    [InlineData("ja", "other", "0 1 2 100")]
    [InlineData("tlh", "one", "1")]
    public void Each_number_has_the_form_that_CLDR_says(string language, string form, string numbers)
    {
        foreach (var number in numbers.Split(' '))
        {
            PluralRules.Of(language).Choose(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))
                .ToString().ToLowerInvariant().ShouldBe(form, $"{number} in {language}");
        }
    }

    [Theory]
    [InlineData("ru", 1.5, "Other")]
    [InlineData("cs", 1.5, "Many")]
    [InlineData("en", 1.5, "Other")]
    [InlineData("fr", 1.5, "One")]
    [InlineData("ru", -21.0, "One")]
    public void Fractions_and_negative_numbers_have_a_form_too(string language, double number, string form)
        => PluralRules.Of(language).Choose(number).ToString().ShouldBe(form);

    [Theory]
    [InlineData(null)]
    [InlineData("many")]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_has_the_general_form(object? count)
        => PluralRules.Of("ru").Choose(count).ShouldBe(PluralCategory.Other);
}
