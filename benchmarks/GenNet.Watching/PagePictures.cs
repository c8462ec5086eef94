using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GenNet.Watching;

/// <summary>Takes the pictures of the documentation, of the sample's networks after so many epochs.</summary>
internal static class PagePictures
{
    private const float MostMilliseconds = 300_000;

    public static async Task TakeAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await SampleProgram.LaunchAsync(playwright);
        using (SampleProgram xor = await SampleProgram.StartAsync("xor"))
        {
            IPage page = await OpenAsync(browser, xor, ColorScheme.Light);
            await GoAsync(page, xor, 800, "800");
            await StepToAsync(page, 15, "d1_0");
            await SaveAsync(page, folder, "read");
            IPage phone = await OpenAsync(browser, xor, ColorScheme.Dark, isPhone: true);
            await StepToAsync(phone, 15, "d1_0");
            await phone.Locator(".listing").EvaluateAsync("listing => listing.closest('.panel').scrollIntoView()");
            await SaveAsync(phone, folder, "phone-dark");
        }

        // From the beginning, slowly enough for a curve: epochs that have been are gone to in a leap.
        using (SampleProgram xor = await SampleProgram.StartAsync("xor"))
        {
            IPage page = await OpenAsync(browser, xor, ColorScheme.Light);
            await xor.PostAsync("/api/pace?steps=300");
            await GoAsync(page, xor, 2000, "2,000");
            await xor.PostAsync("/api/pace?steps=1000");
            await SaveAsync(page, folder, "train");
            IPage phone = await OpenAsync(browser, xor, ColorScheme.Light, isPhone: true);
            await SaveAsync(phone, folder, "phone");
        }

        using SampleProgram digits = await SampleProgram.StartAsync("digits");
        IPage light = await OpenAsync(browser, digits, ColorScheme.Light);
        await GoAsync(light, digits, 4, "4 + 0/469");
        await light.Locator("#tab-see").ClickAsync();
        await SaveAsync(light, folder, "see");
        IPage dark = await OpenAsync(browser, digits, ColorScheme.Dark);
        await dark.Locator("#tab-see").ClickAsync();
        await dark.GetByRole(AriaRole.Heading, new() { Name = "Distributions" }).EvaluateAsync("heading => scrollTo(0, scrollY + heading.getBoundingClientRect().top - 150)");
        await SaveAsync(dark, folder, "see-dark");
        await light.Locator("#tab-check").ClickAsync();
        await light.Locator("#check-all").ClickAsync();
        await Expect(light.Locator("#check-verdict")).ToContainTextAsync("gradients that were checked are correct", new() { Timeout = MostMilliseconds });
        await SaveAsync(light, folder, "check");
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, SampleProgram program, ColorScheme scheme, bool isPhone = false)
    {
        IPage page = await browser.NewPageAsync(new()
        {
            ColorScheme = scheme,
            ViewportSize = isPhone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            DeviceScaleFactor = isPhone ? 2 : 1,
        });
        await page.GotoAsync(program.Address.AbsoluteUri);
        await page.Locator("html[data-ready]").WaitForAsync();
        return page;
    }

    private static async Task GoAsync(IPage page, SampleProgram program, int epoch, string text)
    {
        await program.PostAsync($"/api/go?epoch={epoch}");
        await Expect(page.Locator("#epochs")).ToHaveTextAsync(text, new() { Timeout = MostMilliseconds });
        await Expect(page.Locator("#start")).ToHaveTextAsync("Start", new() { Timeout = MostMilliseconds });
    }

    private static async Task StepToAsync(IPage page, int statement, string value)
    {
        await page.Locator("#tab-read").ClickAsync();
        await Expect(page.Locator("#statement-text")).ToContainTextAsync("of 27", new() { Timeout = MostMilliseconds });
        await page.Locator("#first").ClickAsync();
        await page.Locator("#statement").FillAsync(statement.ToString(CultureInfo.InvariantCulture));
        await Expect(page.Locator($".value-card[data-name={value}]")).ToBeVisibleAsync(new() { Timeout = MostMilliseconds });
    }

    private static async Task SaveAsync(IPage page, string folder, string name)
    {
        // What is new is drawn a little later, and nothing is to look as if it were pointed at.
        await page.Mouse.MoveAsync(0, 0);
        await Task.Delay(2000);
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
    }
}
