/** Made-up people need believable names. A part written `shown~latin` has its Latin form for addresses after the tilde. */
export type Culture = {
  /** Where these people live, as Cerego's type Region says it. */
  regions: readonly string[];
  language: string;
  /** Hours from GMT, as Vero's reserved property `timezone` has it. */
  timezone: number;
  given: readonly string[];
  family: readonly string[];
  /** Whether the family name is written first. */
  familyFirst?: boolean;
};

const words = (text: string) => text.split(' ');

export const cultures: readonly Culture[] = [
  {
    regions: ['California', 'Texas', 'New York', 'Illinois'],
    language: 'en-US',
    timezone: -7,
    given: words(
      'Emma Liam Olivia Noah Ava Ethan Harper Mason Chloe Caleb Zoe Marcus Tiana DeShawn Brooke Wyatt',
    ),
    family: words(
      'Carter Brooks Reyes Hayes Coleman Bennett Foster Sullivan Whitaker Ortiz Vaughn Pruitt Mercer Holloway',
    ),
  },
  {
    regions: ['Greater London', 'Scotland', 'Wales', 'North West'],
    language: 'en-GB',
    timezone: 0,
    given: words(
      'Imogen Rhys Niamh Callum Freya Alistair Poppy Gareth Isla Hamish Bronwen Declan Maisie Ewan',
    ),
    family: words(
      "Ashworth Pritchard MacLeod Fairweather O'Sullivan Thackeray Lockwood Penrose Gallagher Hargreaves Wren Baxter",
    ),
  },
  {
    regions: ['Bavaria', 'Hesse', 'Vienna', 'Saxony'],
    language: 'de-DE',
    timezone: 1,
    given: words(
      'Jürgen Annika Björn Käthe Lukas Sabine Matthias Greta Tobias Ulrike Florian Heike Moritz Anneliese',
    ),
    family: words(
      'Müller Schröder Weiß Köhler Brandt Jäger Vogel Grünwald Hofmann Lindner Böhm Reuter Strauß Zimmermann',
    ),
  },
  {
    regions: ['Île-de-France', 'Occitanie', 'Québec', 'Wallonia'],
    language: 'fr-FR',
    timezone: 1,
    given: words('Amélie Théo Chloé Rémi Élodie Gaël Maëlle François Noémie Loïc Inès Jérôme Zoé Benoît'),
    family: words(
      "Lefèvre Dubois Gauthier Moreau Bélanger Rousseau D'Aubigny Faucher Desjardins Périgord Marchand Tremblay",
    ),
  },
  {
    regions: ['Catalonia', 'Andalusia', 'Mexico City', 'Buenos Aires'],
    language: 'es-ES',
    timezone: 1,
    given: words(
      'Lucía Mateo Sofía Íñigo Valentina Andrés Ximena Joaquín Camila Nicolás Araceli Tomás Pilar Rubén',
    ),
    family: words(
      'García-Ruiz Fernández Núñez Castaño Ibáñez Peña Montoya Villarreal Quiñones Herrera Zúñiga Bermúdez Salinas',
    ),
  },
  {
    regions: ['São Paulo', 'Bahia', 'Lisbon', 'Porto'],
    language: 'pt-BR',
    timezone: -3,
    given: words(
      'João Beatriz Thiago Conceição Rafael Letícia Caetano Mariana Vinícius Luísa Otávio Inês Renata Davi',
    ),
    family: words(
      'Gonçalves Araújo Magalhães Simões Carvalho Brandão Nascimento Teixeira Leitão Figueiredo Assunção Moura',
    ),
  },
  {
    regions: ['Mazovia', 'Lesser Poland', 'Moravia', 'Bohemia'],
    language: 'pl-PL',
    timezone: 1,
    given: words(
      'Zofia Łukasz Agnieszka Paweł Jiří Božena Michał Wiesława Tomáš Hana Kacper Ewelina Šimon Radka',
    ),
    family: words(
      'Nowak Wójcik Zieliński Dvořák Kowalczyk Svoboda Żurawski Procházka Mazur Novotný Gołąb Kučera',
    ),
  },
  {
    regions: ['Stockholm', 'Oslo', 'Zealand', 'Uusimaa'],
    language: 'sv-SE',
    timezone: 1,
    given: words('Astrid Søren Åsa Bjarne Ingrid Mikkel Tuula Håkon Linnéa Jørgen Aino Øystein Maja Rasmus'),
    family: words(
      'Lindqvist Østergaard Håkansson Bergström Nygård Virtanen Sørensen Ødegård Korhonen Ekström Dahl Mäkelä',
    ),
  },
  {
    regions: ['Lombardy', 'Lazio', 'Sicily', 'Attica'],
    language: 'it-IT',
    timezone: 1,
    given: words(
      'Giulia Niccolò Chiara Matteo Eleni Ludovica Stavros Ginevra Tommaso Despina Alessio Fiorella Kostas Noè',
    ),
    family: words(
      "D'Angelo Ferrari Papadopoulos Lo Bianchi De Rossi Esposito Marinos Colombo Vasileiou Rinaldi Galli Conti",
    ),
  },
  {
    regions: ['Istanbul', 'Ankara', 'Tehran', 'Baku'],
    language: 'tr-TR',
    timezone: 3,
    given: words('Ayşe Mehmet Zeynep Çağlar Elif Oğuz Şirin Darius Nazlı Kaan Leyla Rüstem Parisa İlker'),
    family: words('Yılmaz Öztürk Çelik Şahin Rahimi Doğan Aydın Karimov Güneş Hosseini Koçak Ünal'),
  },
  {
    regions: ['Dubai', 'Cairo', 'Casablanca', 'Amman'],
    language: 'ar-AE',
    timezone: 4,
    given: words(
      'Layla Omar Yasmin Khalid Nour Tariq Salma Ziad Huda Karim Rania Idris فاطمة~Fatima يوسف~Yusuf',
    ),
    family: words('Haddad Al-Masri El-Amrani Nasser Khoury Benali Al-Zahrani Saleh Bakr Mansour Qasim Tazi'),
  },
  {
    regions: ['Maharashtra', 'Karnataka', 'Punjab', 'Dhaka'],
    language: 'en-IN',
    timezone: 5,
    given: words(
      'Aarav Priya Rohan Ananya Vikram Meera Arjun Kavya Farhan Shreya Ishaan Nusrat Gurpreet Lakshmi Devika Rahul',
    ),
    family: words(
      'Sharma Iyer Patel Chatterjee Singh Reddy Rahman Nair Deshpande Kaur Mehta Bose Menon Chowdhury',
    ),
  },
  {
    regions: ['Shanghai', 'Taipei', 'Guangdong', 'Singapore'],
    language: 'zh-CN',
    timezone: 8,
    familyFirst: true,
    given: words(
      'Wei Xiuying Jian Meiling Haoran Yuxin Zihan Minghui 伟~Wei 秀英~Xiuying 浩然~Haoran 雨欣~Yuxin',
    ),
    family: words('Wang Li Zhang Liu Chen Huang Zhou Lin Xu Sun Guo 王~Wang 陈~Chen 林~Lin'),
  },
  {
    regions: ['Kansai', 'Tōkyō', 'Hokkaidō', 'Kyūshū'],
    language: 'ja-JP',
    timezone: 9,
    given: words(
      'Haruto Sakura Kenji Aoi Takumi Yūko Ren Misaki Shōta Hana さくら~Sakura 健二~Kenji 葵~Aoi Naoki',
    ),
    family: words(
      'Satō Suzuki Takahashi Tanaka Itō Nakamura Kobayashi Yamaguchi Ōno Mori 佐藤~Sato 小林~Kobayashi Kondō',
    ),
  },
  {
    regions: ['Seoul', 'Busan', 'Gyeonggi', 'Jeju'],
    language: 'ko-KR',
    timezone: 9,
    familyFirst: true,
    given: words(
      'Minjun Seoyeon Jihoon Hayoon Doyun Jiwoo Eunji Hyunwoo 민준~Minjun 서연~Seoyeon Soojin Taeyang',
    ),
    family: words('Kim Park Choi Jung Kang Yoon Jang Lim Han Seo 김~Kim 박~Park'),
  },
  {
    regions: ['Lagos', 'Nairobi', 'Accra', 'Addis Ababa'],
    language: 'en-NG',
    timezone: 1,
    given: words(
      'Chidi Amara Kwame Wanjiru Tunde Ngozi Kofi Zanele Adaeze Tesfaye Ayodele Makena Sipho Abeba Ọlá Ifeoma',
    ),
    family: words(
      'Okafor Mensah Kamau Adeyemi Nkosi Bekele Owusu Mwangi Eze Diallo Achieng Balogun Dlamini Tadesse',
    ),
  },
  {
    regions: ['Hanoi', 'Bangkok', 'Luzon', 'Java'],
    language: 'vi-VN',
    timezone: 7,
    given: words('Linh Đức Thảo Siriporn Anong Bayu Putri Jomar Maricel Hương Rizal Dewi Tuấn Kanya'),
    family: words('Nguyễn Trần Phạm Suwannarat Santos Wijaya Bautista Lê Hartono Chaiyaporn Đặng Villanueva'),
  },
  {
    regions: ['Kyiv', 'Tbilisi', 'Sofia', 'Belgrade'],
    language: 'uk-UA',
    timezone: 2,
    given: words(
      'Oksana Andriy Nino Dragan Iryna Giorgi Milica Taras Олена~Olena Тарас~Taras Kalina Vuk Sofiya Levan',
    ),
    family: words(
      'Shevchenko Kovalenko Beridze Petrović Ivanova Bondar Đorđević Шевченко~Shevchenko Dimitrova Lomidze Stojanović',
    ),
  },
  {
    regions: ['Tel Aviv', 'Haifa', 'Yerevan', 'Nicosia'],
    language: 'he-IL',
    timezone: 2,
    given: words('Noa Itai Tamar Aram Yael Avi Anahit Eitan Shira Davit Maya Lior'),
    family: words('Cohen Levi Petrosyan Mizrahi Ben-David Sargsyan Shapiro Harutyunyan Katz Azoulay'),
  },
  {
    regions: ['Auckland', 'Waikato', 'Victoria', 'Hawaiʻi'],
    language: 'en-NZ',
    timezone: 12,
    given: words('Aroha Tāne Mereana Wiremu Keoni Leilani Hēmi Kaia Tui Manaia Lachlan Matilda'),
    family: words('Ngata Parata Kahananui Tūhoe Whitiora Kealoha Henare Faleafa Sione Tipene Harcourt'),
  },
];
